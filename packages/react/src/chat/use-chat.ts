'use client'
import { useStore } from '../use-store.js'
import type { ChatState, ChatStore } from './chat-store.js'

/** The transcript of a chat with what can be done to it. The functions stay the same from render to render. */
export function useChat(chat: ChatStore): ChatState & Pick<ChatStore, 'send' | 'again' | 'stop'> {
  const { send, again, stop } = chat
  return { ...useStore(chat), send, again, stop }
}
