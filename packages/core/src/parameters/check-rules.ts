import type { Issue } from './issue.js'
import type { Values } from './value.js'

/** Something that a set of values must keep although every value is allowed by itself. */
interface Rule {
  /** The parameter that the issue names. */
  readonly path: string
  readonly breaks: (values: Values) => boolean
  /** What is wrong and what to do; the parameter's name is put before it. */
  readonly text: string
}

// That a value has no effect beside another (top_k under mirostat, say) is `depends_on`: a form dims it, nothing refuses it.
const rules: readonly Rule[] = [
  {
    // llama-server b11669 answers 400 "dry_sequence_breakers must be a non-empty array of strings", with DRY on or off.
    path: 'dry_sequence_breakers',
    breaks: (values) => isEmptyList(values['dry_sequence_breakers']),
    text: 'is empty, and the server refuses that. Give at least one text, or leave it out.',
  },
  {
    // Ours: with context shift a server would generate for ever, and without it until the window is full.
    path: 'ignore_eos',
    breaks: (values) =>
      values['ignore_eos'] === true && isNegative(values['max_tokens']) && isEmptyList(values['stop'] ?? []),
    text: 'with `max_tokens` -1 makes an answer that never ends. Set a limit in `max_tokens`, or a text in `stop`.',
  },
  {
    // vLLM 0.32.0 answers 400 "min_tokens must be less than or equal to max_tokens".
    path: 'min_tokens',
    breaks: ({ min_tokens, max_tokens }) =>
      typeof min_tokens === 'number' && typeof max_tokens === 'number' && max_tokens >= 0 && min_tokens > max_tokens,
    text: 'is above `max_tokens`. Lower it, or raise `max_tokens`.',
  },
]

/**
 * Checks the rules between values and returns what is broken. A rule speaks only where the values it compares are in the
 * set: check a merged set to judge an override and a request together.
 */
export function checkRules(values: Values): readonly Issue[] {
  return rules
    .filter((rule) => rule.breaks(values))
    .map(({ path, text }) => ({ path, code: 'parameter.rule', message: `\`${path}\` ${text}` }))
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function isNegative(value: unknown): boolean {
  return typeof value === 'number' && value < 0
}
