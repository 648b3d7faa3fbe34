/** A place at the one worker: first in the queue, then at work. */
export interface Seat {
  /** Whether another answer is being generated. */
  readonly mustWait: boolean
  /** Resolves when it is this one's turn. It never rejects; who gives up waiting calls `leave`. */
  readonly turn: Promise<void>
  /** Frees the place at any time, at work or waiting. Can be called twice. */
  leave(): void
}

/** One worker and a queue. */
export interface Seats {
  /** A place, or null when the queue is full. */
  take(): Seat | null
}

/** One answer is generated at a time; `maxWaiting` more may wait. */
export function createSeats(maxWaiting: number): Seats {
  const queue: { readonly start: () => void }[] = []

  return {
    take() {
      if (queue.length > maxWaiting) return null
      const mustWait = queue.length > 0
      const { promise: turn, resolve: start } = Promise.withResolvers<void>()
      const place = { start }
      queue.push(place)
      if (!mustWait) start()
      return {
        mustWait,
        turn,
        leave() {
          const index = queue.indexOf(place)
          if (index === -1) return
          queue.splice(index, 1)
          if (index === 0) queue[0]?.start()
        },
      }
    },
  }
}
