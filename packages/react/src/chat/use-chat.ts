'use client'
import { useSyncExternalStore } from 'react'

import { useStore } from '../use-store.js'
import type { ChatState } from './chat-state.js'
import type { ChatStore } from './chat-store.js'
import type { Turn } from './turn.js'

/** What can be done to a chat. */
export type ChatActions = Pick<ChatStore, 'send' | 'again' | 'edit' | 'show' | 'stop' | 'remove' | 'clear'>

/** The transcript of a chat with what can be done to it. The functions stay the same from render to render. */
export function useChat(chat: ChatStore): ChatState & ChatActions {
  const { send, again, edit, show, stop, remove, clear } = chat
  return { ...useStore(chat), send, again, edit, show, stop, remove, clear }
}

/** One turn of a chat; renders when that turn changes. Undefined where it is not shown. */
export function useTurn(chat: ChatStore, id: number): Turn | undefined {
  const read = (): Turn | undefined => chat.turn(id)
  return useSyncExternalStore(chat.subscribe, read, read)
}

/** One thing of a chat's state; renders when that changes. `select` must give the same for the same state. */
export function useChatPart<T>(chat: ChatStore, select: (state: ChatState) => T): T {
  const read = (): T => select(chat.get())
  return useSyncExternalStore(chat.subscribe, read, read)
}
