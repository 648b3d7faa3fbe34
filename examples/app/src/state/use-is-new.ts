import { type ChatStore, useChatSelector } from '@venom/react/chat'

/** Whether a chat is read and without a question. Renders when that changes, not with each word of an answer. */
export function useIsNew(chat: ChatStore): boolean {
  return useChatSelector(chat, ({ ids, isLoading }) => ids.length === 0 && !isLoading)
}
