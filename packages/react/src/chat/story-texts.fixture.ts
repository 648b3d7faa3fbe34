import type { TranslationEntry } from '@venom/core'

/** An answer of two paragraphs. */
export const temperature = `Temperature divides the scores of the next words before they become probabilities.

Below 1 the likeliest word gains and the answer gets plainer; above 1 the unlikely words catch up and the answer wanders.`

/** An answer that is still being written. */
export const settings = `1. **0.2** for facts, code and anything that is checked.
2. **0.7** for explaining and everyday talk.
3. **1.1** with top-p 0.9 for stories, where a wrong`

/** Questions to begin with. */
export const examples: readonly string[] = [
  'Why does temperature change how surprising an answer is?',
  'Write a haiku about a slow disk.',
  'Explain KV cache to a cook.',
]

/** What became of five parameters. */
export const report: readonly TranslationEntry[] = [
  {
    name: 'temperature',
    wire_name: 'temperature',
    requested: 2.5,
    sent: 2,
    action: 'clamped',
    reason: 'llama-server takes at most 2.',
  },
  { name: 'top_p', wire_name: 'top_p', requested: 0.9, sent: 0.9, action: 'sent' },
  { name: 'max_tokens', wire_name: 'n_predict', requested: 1_024, sent: 1_024, action: 'sent' },
  { name: 'stop', wire_name: 'stop', requested: ['\n\n', 'User:'], sent: ['\n\n', 'User:'], action: 'sent' },
  {
    name: 'mirostat',
    wire_name: null,
    requested: 2,
    sent: null,
    action: 'dropped',
    reason: 'This build has no mirostat sampler.',
  },
]

/** Answers of different lengths. */
export const longThread: readonly string[] = [
  temperature,
  'Yes.',
  `A table of three rows:\n\n| setting | for |\n|---|---|\n| 0.2 | facts |\n| 0.7 | talk |\n| 1.1 | stories |`,
  `${temperature}\n\n${temperature}\n\n${temperature}`,
]

/** A chat of many turns, as a storage keeps it; `more` is put into it. */
export function keptChat(count: number, more: object = {}): string {
  const turns = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    parent: index,
    content: `Question ${index + 1}`,
    options: { model: 'Llama-3.2-3B-Instruct' },
    seen: { pieces: 1 },
    answer: {
      state: 'finished',
      text: `Answer ${index + 1}. ${'Some words. '.repeat(30)}`,
      reasoning: '',
      tool_calls: [],
      usage: { completion_tokens: 60 },
      timings: { first_token: 100, total: 1_000 },
      warnings: [],
    },
  }))
  return JSON.stringify({ format: 'venom-chat', version: 1, left_out: 0, draft: '', shown: [], turns, ...more })
}
