import { setTimeout as wait } from 'node:timers/promises'

import { tryParse } from '../adapter/read-json.js'
import type { Transport } from '../adapter/transport.js'
import { slotsReply } from './wire.js'

/**
 * When the slots are looked at after a cancel, in milliseconds. While tokens flow a slot is free within a few; during a
 * prefill the server looks at its sockets only after a second without any work, and a look from us is work: so the later
 * ones stand more than a second apart.
 */
const lookAfterMs = [20, 1_250, 1_250]

/** Asks whether no slot works any more. False: some slot still does, or the server does not say. */
export async function confirmIdle(transport: Transport): Promise<boolean> {
  for (const delay of lookAfterMs) {
    await wait(delay)
    const isIdle = await lookAtSlots(transport)
    if (isIdle !== false) return isIdle === true
  }
  return false
}

async function lookAtSlots(transport: Transport): Promise<boolean | null> {
  try {
    const reply = await transport.request('GET', '/slots', undefined, { timeoutMs: 2_000 })
    const slots = slotsReply.safeParse(tryParse(reply.text))
    return slots.success ? slots.data.every((slot) => !slot.is_processing) : null
  } catch {
    return null
  }
}
