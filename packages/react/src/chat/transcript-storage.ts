/** Where a chat is kept so that it survives a reload: one text, replaced as a whole. */
export interface TranscriptStorage {
  /**
   * What was saved last, or null. It may throw or reject: the chat then starts empty and says so. Called again before each save:
   * what another tab saved meanwhile is merged. Where it is a promise and the page is hidden there is no time for that: the one
   * that saves last wins.
   */
  load(): string | null | Promise<string | null>
  /** Replaces it. Called at most once a second, and when the page is hidden: what comes after that must be at once. */
  save(text: string): void | Promise<void>
  /**
   * Keeps a copy of a text that cannot be read, perhaps as a newer version wrote it, before it is replaced. Called before `save`. When
   * it throws or rejects, nothing is replaced. Absent: what cannot be read is replaced with the next question.
   */
  setAside?(text: string): void | Promise<void>
  /** Tells when somebody else saved, until the function that it returns is called. Absent: it is seen at the next save. */
  subscribe?(listener: () => void): () => void
}

/**
 * Keeps a chat in the browser, by default in `localStorage`. Tabs with the same key share one chat: each shows at once what the
 * others ask and answer, and loses none of it. What cannot be read is copied to the entry `<key>-unread` before it is replaced.
 *
 * @param key Name of the entry. Default: `venom-chat`.
 * @param storage Default: `localStorage` at the time of the call, which a browser may refuse.
 */
export function webTranscriptStorage(
  key = 'venom-chat',
  storage?: Pick<Storage, 'getItem' | 'setItem'>,
): TranscriptStorage {
  return {
    // On a server that renders the page there is nothing kept, which is no fault.
    load: () =>
      storage === undefined && typeof document === 'undefined' ? null : (storage ?? localStorage).getItem(key),
    save: (text) => (storage ?? localStorage).setItem(key, text),
    setAside: (text) => (storage ?? localStorage).setItem(`${key}-unread`, text),
    subscribe(listener) {
      if (typeof window === 'undefined') return () => undefined
      const heard = (event: StorageEvent): void => {
        if (event.key === key && event.storageArea === (storage ?? localStorage)) listener()
      }
      window.addEventListener('storage', heard)
      return () => window.removeEventListener('storage', heard)
    },
  }
}
