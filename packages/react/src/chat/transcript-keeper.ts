import type { TranscriptStorage } from './transcript-storage.js'

/** How long a change waits for others before all are saved, in milliseconds. */
const saveMs = 1_000

/** Saves a chat as it changes. */
export interface TranscriptKeeper {
  /** Something changed: it is saved within a second, and at once when the page is hidden. */
  changed(): void
  /** Saves what is not saved yet and hears of nothing more. */
  close(): void
}

/** What a keeper needs. */
export interface KeeperOptions {
  readonly storage: TranscriptStorage
  readonly encode: () => string
  /** Told after each attempt whether it is saved. */
  readonly onSaved: (isSaved: boolean) => void
}

/** Makes a keeper. It listens to the page, where there is one, until it is closed. */
export function createKeeper({ storage, encode, onSaved }: KeeperOptions): TranscriptKeeper {
  const leaving = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let hasLeft = false

  function save(): void {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    // A page that is being left sees its streams break: that is no part of the chat.
    if (hasLeft) return
    attempt(storage, encode).then(onSaved, () => onSaved(false))
  }

  if (typeof window !== 'undefined') {
    const { signal } = leaving
    document.addEventListener('visibilitychange', () => document.hidden && save(), { signal })
    window.addEventListener(
      'pagehide',
      () => {
        save()
        hasLeft = true
      },
      { signal },
    )
    window.addEventListener('pageshow', () => (hasLeft = false), { signal })
  }

  return {
    changed() {
      timer ??= setTimeout(save, saveMs)
    },
    close() {
      save()
      leaving.abort()
    },
  }
}

// Up to the call of `save` nothing waits: a page that is hidden gives no second turn.
async function attempt(storage: TranscriptStorage, encode: () => string): Promise<boolean> {
  await storage.save(encode())
  return true
}
