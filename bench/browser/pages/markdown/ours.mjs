import '@venom/react/theme.css'

import { createChatStore, Transcript } from '@venom/react/chat'
import { Markdown } from '@venom/react/markdown'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

import { growing } from './growing.mjs'

const renderText = (part) => createElement(Markdown, part)

/** Frames: the component alone. Tokens: the chat of an app, with its store. */
export const open = (root, mode) =>
  mode === 'frames'
    ? growing(root, (text, isStreaming) => createElement(Markdown, { text, isStreaming }))
    : openChat(root)

function openChat(root) {
  const events = [{ type: 'start', model: 'bench', translation: { entries: [] } }]
  let wake = () => {}
  const add = (event) => {
    events.push(event)
    wake()
  }
  const chat = createChatStore({
    startTask: async () => ({ id: 'bench' }),
    cancelTask: async () => {},
    async *taskEvents() {
      for (let seq = 0; ; seq++) {
        if (seq === events.length) await new Promise((resolve) => (wake = resolve))
        const event = events[seq]
        yield { seq, event }
        if (event.type === 'finish') return
      }
    },
  })
  createRoot(root).render(createElement(Transcript, { chat, renderText, style: { blockSize: '100vh' } }))
  void chat.send('Write.', { model: 'bench' })
  return {
    push: (text) => add({ type: 'text-delta', text }),
    end: () => add({ type: 'finish', reason: 'stop', usage: {}, timings: {} }),
  }
}
