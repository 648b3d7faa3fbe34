// Hooks and stores; runs in a browser.
export { type ChatState, type ChatStore, createChatStore, type SendOptions, type Turn } from './chat/chat-store.js'
export { useChat } from './chat/use-chat.js'
export { type ReadableStore, useStore } from './use-store.js'
