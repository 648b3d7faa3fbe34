import type { ChatStore } from '@venom/react/chat'
import { useSyncExternalStore } from 'react'

/** Whether a chat is read and without a question. Renders when that changes, not with each word of an answer. */
export function useIsNew(chat: ChatStore): boolean {
  return useSyncExternalStore(chat.subscribe, () => {
    const { ids, isLoading } = chat.get()
    return ids.length === 0 && !isLoading
  })
}
