// What ours has to reach.
const best = (of, row) => Math.min(...['streamdown', 'assistant-ui'].map((client) => of(client, row)))

const conditions = {
  'frames-script': [{ kind: 'must', text: '≤ the best of the others', holds: (of) => of('ours') <= best(of) }],
  'tokens-script': [{ kind: 'must', text: '≤ the best of the others', holds: (of) => of('ours') <= best(of) }],
  'frames-late': [{ kind: 'must', text: 'no more than on an empty page', holds: (of) => of('ours') <= of('empty') }],
  'tokens-late': [{ kind: 'must', text: 'no more than on an empty page', holds: (of) => of('ours') <= of('empty') }],
  'keys-script': [{ kind: 'must', text: '≤ 1.2 × Radix rows', holds: (of) => of('ours') <= 1.2 * of('floor') }],
  'drag-script': [{ kind: 'must', text: '≤ 1.2 × Radix rows', holds: (of) => of('ours') <= 1.2 * of('floor') }],
}

/** What became of each condition of a row. `of` gives the median of a client. */
export function verdicts(row, of) {
  return (conditions[row] ?? []).map(({ kind, text, holds }) => ({ kind, text, isMet: holds(of) }))
}
