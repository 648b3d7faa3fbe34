import type { Health, ServerFault } from '@venom/core'

import { ask } from '../adapter/ask.js'
import { toHealth } from '../adapter/health.js'
import { tryParse } from '../adapter/read-json.js'
import type { RequestOptions, Transport } from '../adapter/transport.js'
import { withAside } from '../adapter/with-aside.js'
import { fullPlaces } from './adapter-room.js'
import { describe } from './describe.js'
import { isAsleep, toPlaces } from './metrics.js'
import { pausedReply } from './wire.js'

/**
 * Whether it can answer now. Never throws. While vLLM loads its model its port is closed, so that it cannot be told from one that is
 * gone. `spareSlot`: the last place for adapters has to stay empty.
 */
export async function health(
  transport: Transport,
  spareSlot: boolean,
  signal: AbortSignal | undefined,
): Promise<Health> {
  let faults: readonly ServerFault[] = []
  const seen = await toHealth(
    transport,
    async (options) => {
      const [{ server, adapterPaths, metrics }, isPaused = false] = await withAside(
        options,
        (call) => describe(transport, call),
        (call) => askPaused(transport, call),
      )
      const full = spareSlot ? fullPlaces(toPlaces(metrics), adapterPaths.size) : []
      faults = [...(isAsleep(metrics) ? [asleep] : isPaused ? [paused] : []), ...full]
      return server
    },
    signal,
  )
  return seen.state === 'ready' && faults.length > 0 ? { ...seen, faults } : seen
}

async function askPaused(transport: Transport, options: RequestOptions): Promise<boolean> {
  const { status, text } = await ask(transport, 'GET', '/is_paused', options)
  const reply = pausedReply.safeParse(status === 200 ? tryParse(text) : undefined)
  return reply.success && reply.data.is_paused
}

const paused: ServerFault = {
  code: 'server.paused',
  severity: 'problem',
  message: 'Its engine is paused: answers wait until somebody lets it go on.',
  mend: 'Let it go on: POST /resume, at the same address.',
}

const asleep: ServerFault = {
  code: 'server.paused',
  severity: 'problem',
  message: 'Its engine sleeps: answers wait until somebody wakes it.',
  mend: 'Wake it: POST /wake_up, at the same address.',
}
