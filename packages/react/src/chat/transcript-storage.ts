/** Where a chat is kept so that it survives a reload: one text, replaced as a whole. */
export interface TranscriptStorage {
  /** What was saved last, or null. It may throw or reject: the chat then starts empty and says so. */
  load(): string | null | Promise<string | null>
  /** Replaces it. Called at most once a second, and when the page is hidden: what comes after that must be at once. */
  save(text: string): void | Promise<void>
}

/**
 * Keeps a chat in the browser, by default in `localStorage`. Several tabs with the same key do not mix: the one that saved last
 * is what the next page finds.
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
  }
}
