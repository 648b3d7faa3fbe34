import { createElement, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'

/** Renders `view(text, isStreaming)` for a text that grows, as a chat hook does: with every piece. */
export function growing(root, view) {
  let state = { text: '', isStreaming: true }
  let changed = () => {}
  const subscribe = (listener) => {
    changed = listener
    return () => (changed = () => {})
  }
  const set = (next) => {
    state = next
    changed()
  }
  function Growing() {
    const { text, isStreaming } = useSyncExternalStore(subscribe, () => state)
    return view(text, isStreaming)
  }
  createRoot(root).render(createElement(Growing))
  return {
    push: (piece) => set({ text: state.text + piece, isStreaming: true }),
    end: () => set({ ...state, isStreaming: false }),
  }
}
