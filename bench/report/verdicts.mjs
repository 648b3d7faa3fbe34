// What ours has to reach (a must), and what it aims at (a goal). `of` gives the median of a client.

/** Row → its conditions. */
const conditions = {
  'cpu-each': [
    { kind: 'must', text: '≤ 1.15 × bare stack', holds: (of) => of('ours') <= 1.15 * of('bare') },
    { kind: 'must', text: 'below every SDK', holds: (of) => of('ours') < Math.min(of('openai'), of('ai')) },
    { kind: 'goal', text: '≤ 2.2 × floor', holds: (of) => of('ours') <= 2.2 * of('floor') },
  ],
  'cpu-blocks': [
    { kind: 'must', text: 'below every SDK', holds: (of) => of('ours') < Math.min(of('openai'), of('ai')) },
  ],
  ttft: [{ kind: 'must', text: '≤ 1.4 × floor', holds: (of) => of('ours') <= 1.4 * of('floor') }],
  'memory-rss': [{ kind: 'must', text: '≤ 16 MB', holds: (of) => of('ours') <= 16 }],
  'leave-paced': [{ kind: 'must', text: '≤ 50 ms', holds: (of) => of('ours') <= 50 }],
  'leave-full': [{ kind: 'must', text: '≤ 50 ms', holds: (of) => of('ours') <= 50 }],
}

/** What became of each condition of a row. */
export function verdicts(row, of) {
  return (conditions[row] ?? []).map(({ kind, text, holds }) => ({ kind, text, isMet: holds(of) }))
}
