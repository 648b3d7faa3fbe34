/** Tells readers of changes that come faster than a screen shows them. */
export interface Publisher {
  /** Publishes with the next frame; every call until then is the same one. */
  request(): void
  /** Publishes at once. */
  now(): void
  /** Forgets what was requested. */
  cancel(): void
}

/** How long a page that is not shown, or that has no frames at all, waits between two publications, in milliseconds. */
const hiddenMs = 100

/** Makes a publisher: at most one call of `publish` a frame. */
export function createPublisher(publish: () => void): Publisher {
  let frame: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function cancel(): void {
    clearTimeout(timer)
    timer = undefined
    if (frame !== undefined) cancelAnimationFrame(frame)
    frame = undefined
  }

  function now(): void {
    cancel()
    publish()
  }

  return {
    request() {
      if (timer !== undefined) return
      // Both: a page can be hidden between the request and its frame, and then gets none.
      if (typeof document !== 'undefined' && !document.hidden) frame = requestAnimationFrame(now)
      timer = setTimeout(now, hiddenMs)
    },
    now,
    cancel,
  }
}
