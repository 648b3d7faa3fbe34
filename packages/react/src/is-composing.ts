import type { KeyboardEvent } from 'react'

/** Tells whether a key belongs to an input method that composes a text. Safari ends composing before it sends the key, as 229. */
export function isComposing({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === 229
}
