/** A clock that moves only when a test moves it. */
export interface FixedClock {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Moves it on, in milliseconds. */
  readonly advance: (ms: number) => void
}

/** Makes a clock that stands still at `startMs`. */
export function fixedClock(startMs = 1_800_000_000_000): FixedClock {
  let time = startMs
  return {
    now: () => time,
    advance: (ms) => {
      time += ms
    },
  }
}
