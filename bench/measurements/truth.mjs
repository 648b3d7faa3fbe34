// How far the time to the first token that ours reports is from what a proxy sees on the wire.
import { fork } from 'node:child_process'
import { once } from 'node:events'

import { moveServer } from '../apart.mjs'
import { percentile } from '../report/stats.mjs'

export const runs = 5

export const cases = [
  {
    id: 'truth',
    clients: ['ours'],
    rows: [
      { id: 'truth-p50', title: 'TTFT, reported − seen by a proxy on the wire, p50 of 300', unit: 'ms' },
      { id: 'truth-p95', title: 'The same, p95', unit: 'ms' },
    ],
  },
]

const proxy = new URL('../../tests/live/stamping-proxy.mjs', import.meta.url)

export async function measure(open, origin, _case, isQuick) {
  const requests = isQuick ? 5 : 300
  const child = fork(proxy, [origin])
  const [url] = await once(child, 'message')
  moveServer(child.pid)
  const client = open(`${url}/first-20`)
  const off = []
  for (let index = 0; index < requests; index++) {
    const stamped = once(child, 'message')
    const reported = await reportedBy(client)
    const [{ first_token }] = await stamped
    off.push(reported - first_token)
  }
  child.disconnect()
  return { 'truth-p50': percentile(off, 0.5), 'truth-p95': percentile(off, 0.95) }
}

async function reportedBy(client) {
  let first = null
  for await (const event of await client.pieces()) if (event.type === 'finish') first = event.timings.first_token
  return first
}
