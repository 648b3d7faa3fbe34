import { type ChatStore, createChatStore, type TaskCalls, webTranscriptStorage } from '@venom/react/chat'

import { createHolder } from './hold.js'
import type { PreferenceStore } from './preferences.js'

/** How many chats this browser keeps, and how long all of them may be, in UTF-16 units: half of what a browser gives. */
const maxChats = 20
const maxLength = 2_500_000

/** The chat that this tab shows, and the one before it. */
export interface Chats {
  /** The chat of a number, with what was kept of it. */
  readonly chat: (number: string) => ChatStore
  /** Shows a new chat. The one that was shown can be gone back to until the next is begun. */
  readonly begin: () => void
  /** Shows the chat before, and keeps this one in its place. */
  readonly goBack: () => void
}

/**
 * Makes the chats. Their numbers are among the preferences, so that a reload shows the same one. The oldest go when there are more than
 * 20 or when they fill the storage, but never one that a tab shows or can go back to.
 *
 * @param storage Default: `localStorage` at the time of the call, which a browser may refuse.
 */
export function createChats(client: TaskCalls, preferences: PreferenceStore, storage?: Storage): Chats {
  const made = new Map<string, ChatStore>()
  const holder = createHolder()

  const ofThisTab = (): readonly string[] => {
    const { chat, lastChat } = preferences.get()
    return lastChat === '' ? [chat] : [chat, lastChat]
  }
  const hold = (): void => holder.hold(ofThisTab().map(keyOf))

  function letGo(): void {
    for (const [number, chat] of made) {
      if (ofThisTab().includes(number)) continue
      chat.close()
      made.delete(number)
    }
  }

  async function tidy(): Promise<void> {
    const others = await holder.held()
    const mine = ofThisTab().map(keyOf)
    const place = storage ?? localStorage
    let length = 0
    for (const [index, number] of keptIn(place).entries()) {
      const key = keyOf(number)
      length += place.getItem(key)?.length ?? 0
      const isMuch = index >= maxChats || (others !== undefined && length > maxLength)
      if (!isMuch || mine.includes(key) || others?.has(key) === true) continue
      place.removeItem(key)
      place.removeItem(`${key}-unread`)
    }
  }

  /** A number that no chat has, nor a chat that another tab has begun and not written in yet. */
  function nextNumber(): string {
    const known = ofThisTab().map(Number)
    try {
      const place = storage ?? localStorage
      const begun = ['chat', 'lastChat'].map((name) => Number(place.getItem(`venom.${name}`)))
      return String(Math.max(...known, ...begun.filter(Number.isInteger), ...keptIn(place)) + 1)
    } catch {
      return String(Math.max(...known) + 1)
    }
  }

  hold()
  return {
    chat(number) {
      const known = made.get(number)
      if (known !== undefined) return known
      const chat = createChatStore(client, { storage: webTranscriptStorage(keyOf(number), storage) })
      made.set(number, chat)
      return chat
    },
    begin() {
      const next = nextNumber()
      preferences.set('lastChat', preferences.get().chat)
      preferences.set('chat', next)
      hold()
      letGo()
      // Where nothing can be kept there is nothing to take away.
      tidy().catch(() => undefined)
    },
    goBack() {
      const { chat, lastChat } = preferences.get()
      if (lastChat === '') return
      preferences.set('lastChat', chat)
      preferences.set('chat', lastChat)
    },
  }
}

function keyOf(number: string | number): string {
  return `venom-chat-${number}`
}

/** Numbers of the chats that are kept, newest first. */
function keptIn(storage: Storage): readonly number[] {
  const keys = Array.from({ length: storage.length }, (_, place) => storage.key(place) ?? '')
  const numbers = keys.flatMap((key) => /^venom-chat-(\d{1,9})$/.exec(key)?.[1] ?? [])
  return numbers.map(Number).toSorted((a, b) => b - a)
}
