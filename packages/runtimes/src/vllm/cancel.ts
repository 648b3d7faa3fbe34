import { setTimeout as wait } from 'node:timers/promises'

import type { Transport } from '../adapter/transport.js'
import { requestsInWork } from './metrics.js'

/** When the metrics are looked at after a cancel, in milliseconds: a closed socket is noticed within about 20 (0.32.0). */
const lookAfterMs = [25, 75, 200, 300, 400]

/**
 * Asks whether the server works on nothing any more. False: it still does, for us or for somebody else, which its metrics do not
 * tell apart, or it does not say.
 */
export async function confirmIdle(transport: Transport): Promise<boolean> {
  for (const delay of lookAfterMs) {
    await wait(delay)
    const inWork = await lookAtMetrics(transport)
    if (inWork === null) return false
    if (inWork === 0) return true
  }
  return false
}

async function lookAtMetrics(transport: Transport): Promise<number | null> {
  try {
    const { status, text } = await transport.request('GET', '/metrics', undefined, { timeoutMs: 2_000 })
    return status === 200 ? requestsInWork(text) : null
  } catch {
    return null
  }
}
