import { type ChatStore, createChatStore, type TaskCalls, webTranscriptStorage } from '@venom/react/chat'

import type { PreferenceStore } from './preferences.js'

/** The chat that is shown, and the one before it. */
export interface Chats {
  /** The chat of a number, with what was kept of it. */
  readonly chat: (number: string) => ChatStore
  /** Shows a new chat. The one that was shown can be gone back to until the next is begun; the one before it goes. */
  readonly begin: () => void
  /** Shows the chat before, and keeps this one in its place. */
  readonly goBack: () => void
}

/** Makes the chats. Their numbers are among the preferences, so that a reload shows the same one. */
export function createChats(client: TaskCalls, preferences: PreferenceStore): Chats {
  const made = new Map<string, ChatStore>()
  const keyOf = (number: string): string => `venom-chat-${number}`

  function forget(number: string): void {
    made.get(number)?.close()
    made.delete(number)
    try {
      localStorage.removeItem(keyOf(number))
    } catch {
      // Where nothing can be kept there is nothing to take away.
    }
  }

  return {
    chat(number) {
      const known = made.get(number)
      if (known !== undefined) return known
      const chat = createChatStore(client, { storage: webTranscriptStorage(keyOf(number)) })
      made.set(number, chat)
      return chat
    },
    begin() {
      const { chat, lastChat } = preferences.get()
      if (lastChat !== '') forget(lastChat)
      preferences.set('lastChat', chat)
      preferences.set('chat', String(Math.max(Number(chat), Number(lastChat)) + 1))
    },
    goBack() {
      const { chat, lastChat } = preferences.get()
      if (lastChat === '') return
      preferences.set('lastChat', chat)
      preferences.set('chat', lastChat)
    },
  }
}
