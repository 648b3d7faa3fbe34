/**
 * Does a task now, and again `everyMs` after each time it ended, for as long as the page can be seen; a page that comes back into
 * sight gets at once what was due meanwhile. Where there is no page it is taken to be seen.
 *
 * @param task Must not throw. Its signal aborts when polling is stopped.
 * @param everyMs Asked after each time, in milliseconds.
 * @returns ends it: the task is aborted, timer and listener are gone.
 */
export function pollWhileVisible(task: (signal: AbortSignal) => Promise<void>, everyMs: () => number): () => void {
  const stopping = new AbortController()
  void repeat(task, everyMs, stopping.signal)
  return () => stopping.abort()
}

async function repeat(
  task: (signal: AbortSignal) => Promise<void>,
  everyMs: () => number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    if (isHidden()) await untilSeen(signal)
    else {
      await task(signal)
      await rest(everyMs(), signal)
    }
  }
}

function isHidden(): boolean {
  return typeof document !== 'undefined' && document.visibilityState === 'hidden'
}

function untilSeen(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      document.removeEventListener('visibilitychange', settle)
      signal.removeEventListener('abort', settle)
      resolve()
    }
    document.addEventListener('visibilitychange', settle)
    signal.addEventListener('abort', settle)
  })
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', settle)
      resolve()
    }
    const timer = setTimeout(settle, ms)
    if (signal.aborted) settle()
    else signal.addEventListener('abort', settle)
  })
}
