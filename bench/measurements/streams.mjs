// Many answers at once, each slow, as a server with many users has them.
import { now, sentAt, startCpu } from '../clock.mjs'
import { percentile } from '../report/stats.mjs'

export const runs = 3

const title = '500 streams × 20 tokens/s × 4 s'

export const cases = [
  {
    id: 'streams',
    rows: [
      { id: 'streams-cpu', title: `${title}: CPU`, unit: 'ms', isRatio: true },
      { id: 'streams-delay', title: `${title}: sent → seen, p95`, unit: 'ms' },
    ],
  },
]

/** The burst of calls at the start is left out of the delays, in microseconds. */
const burst = 1.5e6

export async function measure(open, origin, _case, isQuick) {
  const [streams, rate, ms] = isQuick ? [10, 20, 500] : [500, 20, 4_000]
  const client = open(`${origin}/paced-${rate}-${ms}`)
  const started = now()
  const cpu = startCpu()
  const delays = []
  let tokens = 0
  await Promise.all(
    Array.from({ length: streams }, () =>
      client.read((piece) => {
        const seen = now()
        const sent = sentAt(piece)
        if (Number.isNaN(sent)) return
        tokens += 1
        if (isQuick || sent - started > burst) delays.push((seen - sent) / 1_000)
      }),
    ),
  )
  const used = cpu()
  const sent = (streams * rate * ms) / 1_000
  if (tokens !== sent) throw new Error(`${tokens} of ${sent} tokens were seen.`)
  return { 'streams-cpu': used, 'streams-delay': percentile(delays, 0.95) }
}
