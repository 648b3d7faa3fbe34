// Processor time for one long answer at full speed, in a fresh process: warming up the JIT is part of it, as in a short chat.
import { startCpu } from '../clock.mjs'

export const runs = 9

export const cases = [
  { id: 'cpu-each', plan: 'each', title: 'CPU, 20,000 tokens, one piece a write', unit: 'ms', isRatio: true },
  { id: 'cpu-blocks', plan: 'blocks', title: 'CPU, 20,000 tokens, 16 KiB writes', unit: 'ms', isRatio: true },
]

export async function measure(open, origin, { id, plan }, isQuick) {
  const tokens = isQuick ? 200 : 20_000
  const client = open(`${origin}/${plan}-${tokens}`)
  // What the import left behind is collected before: whether its garbage falls due now or later is chance.
  globalThis.gc()
  const cpu = startCpu()
  const count = await client.count()
  const used = cpu()
  // The floor counts the few events without a token too.
  if (count < tokens || count > tokens + 10) throw new Error(`${count} of ${tokens} tokens were seen.`)
  return { [id]: used }
}
