import type { ChatEvent } from '@venom/core'

/** The events of one answer, numbered from 1, of which the oldest may be gone. */
export interface EventBuffer {
  /** Number of the newest event; 0 while there is none. */
  last(): number
  /** Number of the oldest event that is still kept. */
  oldest(): number
  get(seq: number): ChatEvent | undefined
  add(event: ChatEvent): void
  /** Drops the oldest events before `keepFrom` until the rest fits. Answers whether it fits now. */
  trim(keepFrom: number): boolean
}

/** Makes a buffer that counts as full above `maxBytes`, an estimate of the memory that the events take. */
export function createEventBuffer(maxBytes: number): EventBuffer {
  const events: ChatEvent[] = []
  let oldest = 1
  let bytes = 0

  function trim(keepFrom: number): boolean {
    if (bytes <= maxBytes) return true
    // An eighth more than needed, so that a long answer moves the array now and then, not once a token.
    const target = maxBytes - maxBytes / 8
    let count = 0
    for (const event of events) {
      if (bytes <= target || oldest + count >= keepFrom) break
      bytes -= sizeOf(event)
      count += 1
    }
    events.splice(0, count)
    oldest += count
    return bytes <= maxBytes
  }

  return {
    last: () => oldest + events.length - 1,
    oldest: () => oldest,
    get: (seq) => events[seq - oldest],
    add(event) {
      events.push(event)
      bytes += sizeOf(event)
    },
    trim,
  }
}

// What an object of this kind takes in V8, measured roughly; text counts two bytes a character.
const objectBytes = 64

function sizeOf(event: ChatEvent): number {
  if (event.type === 'text-delta' || event.type === 'reasoning-delta') return objectBytes + 2 * event.text.length
  return objectBytes + 2 * JSON.stringify(event).length
}
