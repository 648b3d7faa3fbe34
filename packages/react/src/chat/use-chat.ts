'use client'
import { useSyncExternalStore } from 'react'

import { hydratedFrom, useStore } from '../use-store.js'
import type { ChatState } from './chat-state.js'
import type { ChatStore } from './chat-contract.js'
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
  return useSyncExternalStore(
    chat.subscribe,
    () => chat.turn(id),
    () => hydratedFrom(chat).turns.find((turn) => turn.id === id),
  )
}

/**
 * One thing of a chat's state, such as `isAnswering`; renders when that changes, not with each word of an answer.
 *
 * @param select Must give the same, by `Object.is`, for the same state: a new object each time renders without end.
 */
export function useChatSelector<T>(chat: ChatStore, select: (state: ChatState) => T): T {
  return useSyncExternalStore(
    chat.subscribe,
    () => select(chat.get()),
    () => select(hydratedFrom(chat)),
  )
}
