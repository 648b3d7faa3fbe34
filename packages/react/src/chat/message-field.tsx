'use client'
import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'

import { createImeGuard } from './ime.js'

/** A text field that grows with its text, sends with Enter, and leaves an input method its keys. */
export function MessageField({ onSend, onEscape, ref, value, ...props }: MessageFieldProps): ReactNode {
  const [ime] = useState(createImeGuard)
  const own = useRef<HTMLTextAreaElement>(null)
  const shown = ref ?? own

  // Browsers without `field-sizing` are helped: the field takes the height of its text, up to the limit in the style sheet.
  useLayoutEffect(() => {
    const field = shown.current
    if (field === null || CSS.supports('field-sizing', 'content')) return
    field.style.blockSize = 'auto'
    field.style.blockSize = `${field.scrollHeight}px`
  })

  function handleKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (ime.owns(event.nativeEvent)) return
    if (event.key === 'Escape') onEscape?.(event)
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    onSend()
  }

  return (
    <textarea
      {...props}
      ref={shown}
      className="venom-message-field"
      rows={1}
      dir="auto"
      enterKeyHint="send"
      value={value}
      onKeyDown={handleKeyDown}
      onCompositionEnd={(event) => ime.onCompositionEnd(event.nativeEvent)}
    />
  )
}

/** What a message field takes, besides all that a textarea takes. */
export interface MessageFieldProps extends Omit<ComponentProps<'textarea'>, 'onKeyDown' | 'onCompositionEnd' | 'ref'> {
  readonly ref?: RefObject<HTMLTextAreaElement | null>
  readonly value: string
  /** Enter was pressed, without Shift and not for an input method. */
  readonly onSend: () => void
  /** Escape was pressed, not for an input method. */
  readonly onEscape?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
}
