'use client'
import { useSyncExternalStore } from 'react'

const query = '(pointer: coarse)'

/** Tells whether the main pointer is finer than a finger. In server-rendered HTML nobody knows yet, so it is not. */
export function useFinePointer(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => !matchMedia(query).matches,
    () => false,
  )
}

function subscribe(listener: () => void): () => void {
  const media = matchMedia(query)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}
