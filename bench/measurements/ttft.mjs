// What a client adds to the time to the first token: from its sending by the server to its sight in the application.
import { now, sentAt } from '../clock.mjs'
import { percentile } from '../report/stats.mjs'

export const runs = 7

export const cases = [{ id: 'ttft', title: 'First token, sent → seen, p50 of 300 requests', unit: 'µs', isRatio: true }]

export async function measure(open, origin, { id }, isQuick) {
  const requests = isQuick ? 5 : 300
  const client = open(`${origin}/first`)
  const delays = []
  for (let index = 0; index < requests; index++) {
    await client.read((piece) => {
      const delay = now() - sentAt(piece)
      if (delay >= 0) delays.push(delay)
    })
  }
  if (delays.length !== requests) throw new Error(`${delays.length} of ${requests} first tokens were seen.`)
  return { [id]: percentile(delays, 0.5) }
}
