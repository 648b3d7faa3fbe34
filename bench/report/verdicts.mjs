// What ours has to reach (a must), and what it aims at (a goal). `of` gives the median of a client, `sdks` those of all SDKs.

const belowEverySdk = { kind: 'must', text: 'below every SDK', holds: (of, sdks) => of('ours') < Math.min(...sdks) }

const likeTheBareStack = {
  kind: 'must',
  text: '≤ 1.15 × bare stack',
  holds: (of) => of('ours') <= 1.15 * of('bare'),
}

/** Row → its conditions. */
const conditions = {
  'cpu-each': [
    likeTheBareStack,
    belowEverySdk,
    { kind: 'goal', text: '≤ 2.2 × floor', holds: (of) => of('ours') <= 2.2 * of('floor') },
  ],
  'cpu-blocks': [likeTheBareStack, belowEverySdk],
  ttft: [{ kind: 'must', text: '≤ 1.4 × floor', holds: (of) => of('ours') <= 1.4 * of('floor') }, belowEverySdk],
  'truth-p50': [{ kind: 'must', text: '≤ 1 ms', holds: (of) => Math.abs(of('ours')) <= 1 }],
  'streams-cpu': [belowEverySdk],
  'memory-rss': [{ kind: 'must', text: '≤ 16 MB', holds: (of) => of('ours') <= 16 }],
  'leave-paced': [{ kind: 'must', text: '≤ 50 ms', holds: (of) => of('ours') <= 50 }],
  'leave-full': [{ kind: 'must', text: '≤ 50 ms', holds: (of) => of('ours') <= 50 }],
}

/** Who is no SDK. */
const others = new Set(['floor', 'bare', 'ours'])

/** Makes what says what became of each condition of a row, `of` giving the median of a client in it. */
export function toVerdicts(clients) {
  const sdks = clients.map(({ id }) => id).filter((id) => !others.has(id))
  return (row, of) =>
    (conditions[row] ?? []).map(({ kind, text, holds }) => ({ kind, text, isMet: holds(of, sdks.map(of)) }))
}
