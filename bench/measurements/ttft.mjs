// Time to the first token as its user has it, and what of it comes after the server sent that token.
import { now, sentAt } from '../clock.mjs'
import { percentile } from '../report/stats.mjs'

export const runs = 7

export const cases = [
  {
    id: 'ttft',
    title: 'TTFT: asked → first token seen, the server answers at once, p50 of 300',
    unit: 'µs',
    isRatio: true,
  },
  { id: 'seen', title: 'Of a token after a pause: sent → seen, p50 of 300', unit: 'µs', isRatio: true },
]

const plans = { ttft: 'first-0', seen: 'first-2' }

export async function measure(open, origin, { id }, isQuick) {
  const requests = isQuick ? 5 : 300
  const client = open(`${origin}/${plans[id]}`)
  const delays = []
  for (let index = 0; index < requests; index++) {
    const asked = now()
    await client.read((piece) => {
      const seen = now()
      const sent = sentAt(piece)
      if (sent > 0) delays.push(seen - (id === 'ttft' ? asked : sent))
    })
  }
  if (delays.length !== requests) throw new Error(`${delays.length} of ${requests} first tokens were seen.`)
  return { [id]: percentile(delays, 0.5) }
}
