import type { TranscriptStorage } from './transcript-storage.js'

/** How long a change waits for others before all are saved, in milliseconds. */
const saveMs = 1_000
/** How long after one that failed the next try to save comes, in milliseconds: somebody may have made room. */
const retryMs = 5_000

/** Saves a chat as it changes. */
export interface TranscriptKeeper {
  /** Something changed: it is saved within a second, and at once when the page is hidden. What fails is tried again until it succeeds. */
  changed(): void
  /** Saves what is not saved yet and hears of nothing more. */
  close(): void
}

/** What a keeper needs. */
export interface KeeperOptions {
  readonly storage: TranscriptStorage
  /** What was loaded or is known to stand there. */
  readonly known: string | null
  /** Whether it could be read. What could not is set aside before it is replaced. */
  readonly isRead: boolean
  readonly encode: () => string
  /**
   * Takes in what somebody else saved, and tells whether it could be read. Called before each save that would replace it, and when the
   * storage tells of it.
   */
  readonly takeIn: (text: string) => boolean
  /** The page is being left: what is to be saved of that. */
  readonly onLeave: () => void
  /** Told after each attempt whether it is saved. */
  readonly onSaved: (isSaved: boolean) => void
}

/** Makes a keeper. It listens to the page, where there is one, and to the storage, until it is closed. */
export function createKeeper(options: KeeperOptions): TranscriptKeeper {
  const { storage, encode, takeIn, onLeave, onSaved } = options
  const leaving = new AbortController()
  let known = options.known
  let unread = options.isRead ? null : options.known
  let timer: ReturnType<typeof setTimeout> | undefined
  let hasLeft = false
  let saving: Promise<unknown> = Promise.resolve()

  function found(text: string | null): void {
    if (text === null || text === known) return
    known = text
    unread = takeIn(text) ? null : text
  }

  /** Takes in what stands there now: at once where the storage can. */
  function look(): void | Promise<void> {
    const text = storage.load()
    return text === null || typeof text === 'string' ? found(text) : text.then(found)
  }

  async function write(): Promise<void> {
    const copied = unread === null ? undefined : storage.setAside?.(unread)
    // At once where the storage can: a page that is being left waits for nothing.
    if (copied !== undefined) await copied
    unread = null
    known = encode()
    await storage.save(known)
  }

  // A page that is hidden gives no second turn: with no time to wait, what has to be waited for is passed over.
  async function attempt(hasTime: boolean): Promise<void> {
    const looked = look()
    if (looked !== undefined && hasTime) await looked
    else looked?.catch(() => undefined)
    await write()
  }

  function save(hasTime: boolean): void {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    // A page that is being left sees its streams break: that is no part of the chat.
    if (hasLeft) return
    // One after the other, so that none is overtaken by an older one; who has no time does not wait.
    saving = (hasTime ? saving.then(() => attempt(true)) : attempt(false)).then(
      () => onSaved(true),
      () => {
        onSaved(false)
        if (!leaving.signal.aborted) timer ??= setTimeout(save, retryMs, true)
      },
    )
  }

  function changed(): void {
    timer ??= setTimeout(save, saveMs, true)
  }

  async function heard(): Promise<void> {
    // A page that nobody sees reads it when it is seen, or saves.
    if (hasLeft || leaving.signal.aborted || (typeof document !== 'undefined' && document.hidden)) return
    try {
      await look()
    } catch {
      // What cannot be read now is read before the next save, which says so.
    }
  }

  const unsubscribe = storage.subscribe?.(() => void heard())
  if (typeof window !== 'undefined') {
    const { signal } = leaving
    document.addEventListener('visibilitychange', () => (document.hidden ? save(false) : void heard()), { signal })
    window.addEventListener(
      'pagehide',
      () => {
        onLeave()
        save(false)
        hasLeft = true
      },
      { signal },
    )
    window.addEventListener('pageshow', () => (hasLeft = false), { signal })
  }

  return {
    changed,
    close() {
      save(false)
      leaving.abort()
      unsubscribe?.()
    },
  }
}
