/** Something that is made once, when first needed. */
export interface SingleFlight<T> {
  /** Makes it, or gives what is made or being made. A failure is not kept: the next call tries again. */
  get(): Promise<T>
  /** What is made, or being made; null when nothing is. */
  readonly current: Promise<T> | null
  readonly isReady: boolean
}

/** Makes something at most once at a time. */
export function singleFlight<T>(make: () => Promise<T>): SingleFlight<T> {
  let current: Promise<T> | null = null
  let isReady = false

  async function attempt(): Promise<T> {
    try {
      const made = await make()
      isReady = true
      return made
    } catch (thrown) {
      current = null
      throw thrown
    }
  }

  return {
    get() {
      current ??= attempt()
      return current
    },
    get current() {
      return current
    },
    get isReady() {
      return isReady
    },
  }
}
