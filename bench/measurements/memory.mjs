// A reader that is slower than the server: a client that does not hold the server back gathers the answer in memory.
import { setTimeout as wait } from 'node:timers/promises'

import { askLast } from './ask-last.mjs'

export const runs = 3

export const cases = [
  {
    id: 'memory',
    rows: [
      { id: 'memory-rss', title: 'Slow reader, 50 MB offered, 1 ms a token, 6 s: RSS growth', unit: 'MB' },
      { id: 'memory-sent', title: 'The same: the server could send', unit: 'MB' },
    ],
  },
]

/** In bytes. */
const offered = 50_000_000

export async function measure(open, origin, _case, isQuick) {
  await open(`${origin}/blocks-2000`).count()
  const client = open(`${origin}/size-${offered}`)
  globalThis.gc()
  const before = process.memoryUsage.rss()
  let most = before
  const sampler = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20)
  const until = performance.now() + (isQuick ? 300 : 6_000)
  let pieces = 0
  for await (const _piece of await client.pieces()) {
    pieces += 1
    await wait(1)
    if (performance.now() > until) break
  }
  clearInterval(sampler)
  const { sentBytes } = await askLast(origin)
  if (performance.now() < until) throw new Error(`The answer ended after ${pieces} pieces.`)
  return { 'memory-rss': (most - before) / 1e6, 'memory-sent': sentBytes / 1e6 }
}
