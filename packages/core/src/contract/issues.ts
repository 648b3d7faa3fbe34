import type { Json } from '../parameters/value.js'

/** One thing that is wrong with the form of a request. */
export interface RequestIssue {
  /** Where, with dots between: `messages.0.role`. Empty: the whole request. */
  readonly path: string
  /** zod's code: `invalid_type`, `too_small`, `unrecognized_keys`, … */
  readonly code: string
  /** What is wrong, in English. It never repeats the value. */
  readonly message: string
}

const issueLimit = 100
const shownOptions = 20

/**
 * Words what a schema found wrong with `input`; null when what it threw is no list of issues but a failure of its own. The
 * words are ours, as zod/mini has none. At most 100 issues.
 */
export function toRequestIssues(thrown: unknown, input: unknown): readonly RequestIssue[] | null {
  if (!(thrown instanceof Error) || !('issues' in thrown) || !Array.isArray(thrown.issues)) return null
  const issues: readonly unknown[] = thrown.issues
  return issues.slice(0, issueLimit).flatMap((issue) => (isRecord(issue) ? wordIssue(issue, input) : []))
}

/** The issues as the `details` of an error carry them. */
export function issueDetails(issues: readonly RequestIssue[]): { readonly issues: readonly Json[] } {
  return { issues: issues.map(({ path, code, message }) => ({ path, code, message })) }
}

/** The first three issues in one line, for the message of an error. */
export function summariseIssues(issues: readonly RequestIssue[]): string {
  const shown = issues.slice(0, 3).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  const rest = issues.length - shown.length
  return rest > 0 ? `${shown.join(' ')} And ${rest} more.` : shown.join(' ')
}

type Fields = Readonly<Record<string, unknown>>

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

function wordIssue(issue: Fields, input: unknown): readonly RequestIssue[] {
  const code = typeof issue['code'] === 'string' ? issue['code'] : 'custom'
  const steps = Array.isArray(issue['path']) ? issue['path'].map(String) : []
  if (code === 'unrecognized_keys' && Array.isArray(issue['keys'])) {
    return issue['keys']
      .slice(0, issueLimit)
      .map((key) => ({ path: [...steps, String(key)].join('.'), code, message: 'There is no such field.' }))
  }
  return [{ path: steps.join('.'), code, message: word(code, issue, at(input, steps)) }]
}

function word(code: string, issue: Fields, value: unknown): string {
  if (value === undefined && code !== 'custom') return 'Is missing.'
  switch (code) {
    case 'invalid_type':
      return `Expected ${shown(issue['expected'])}.`
    case 'too_small':
      return `Must be ${bound('at least', 'more than', issue, issue['minimum'])}.`
    case 'too_big':
      return `Must be ${bound('at most', 'less than', issue, issue['maximum'])}.`
    case 'not_multiple_of':
      return `Must be a multiple of ${shown(issue['divisor'])}.`
    case 'invalid_value':
      return `Must be ${options(issue['values'])}.`
    case 'invalid_format':
      return issue['format'] === 'regex'
        ? ownMessage(issue['message'])
        : `Must be of the form: ${shown(issue['format'])}.`
    case 'invalid_union':
      return 'Fits none of the allowed forms.'
    case 'invalid_key':
      return 'Holds a key that is not allowed.'
    default:
      return ownMessage(issue['message'])
  }
}

function bound(inclusive: string, exclusive: string, issue: Fields, limit: unknown): string {
  const words = `${issue['inclusive'] === false ? exclusive : inclusive} ${shown(limit)}`
  if (issue['origin'] === 'string') return `${words} characters long`
  return issue['origin'] === 'array' || issue['origin'] === 'set' ? `${words} entries long` : words
}

function options(values: unknown): string {
  if (!Array.isArray(values)) return 'another value'
  const list = values
    .slice(0, shownOptions)
    .map((value) => JSON.stringify(value))
    .join(', ')
  return values.length === 1 ? list : `one of ${list}${values.length > shownOptions ? ', …' : ''}`
}

/** A check's own words, where its author gave some. */
function ownMessage(message: unknown): string {
  return typeof message === 'string' && message !== 'Invalid input' ? message.slice(0, 500) : 'Is not valid.'
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : 'another type'
}

function at(input: unknown, steps: readonly string[]): unknown {
  return steps.reduce((value, step) => (isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined), input)
}
