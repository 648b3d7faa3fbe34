// `break` out of the loop: until its socket closes, the server goes on generating for nobody.
import { setTimeout as wait } from 'node:timers/promises'

import { now } from '../clock.mjs'
import { askLast } from './ask-last.mjs'

export const runs = 5

export const cases = [
  {
    id: 'leave-paced',
    plan: 'paced-100-60000',
    title: '`break` after 40 tokens, 100 tokens/s: socket closed after',
    unit: 'ms',
  },
  {
    id: 'leave-full',
    plan: 'each-50000000',
    title: '`break` after 40 tokens, full speed: socket closed after',
    unit: 'ms',
  },
]

/** After this long, the socket counts as never closed. */
const patienceMs = 3_000

export async function measure(open, origin, { id, plan }, isQuick) {
  const client = open(`${origin}/${plan}`)
  let pieces = 0
  let leftAt = 0
  for await (const _piece of await client.pieces()) {
    pieces += 1
    if (pieces < (isQuick ? 4 : 40)) continue
    leftAt = now()
    break
  }
  const until = performance.now() + (isQuick ? 100 : patienceMs)
  while (performance.now() < until) {
    const { closedAt } = await askLast(origin)
    if (closedAt !== null) return { [id]: (closedAt - leftAt) / 1_000 }
    await wait(5)
  }
  // JSON has no infinity: null is "never".
  return { [id]: null }
}
