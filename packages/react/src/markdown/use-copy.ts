'use client'
import { useEffect, useState } from 'react'

import { copyText } from './copy-text.js'

/** What became of a copy: none was made, or it is said for two seconds, or the browser refused it. */
export type CopyState = 'copy' | 'copied' | 'copyFailed'

const shownMs = 2_000

/** Copies a text on demand. `text` is asked at each press. */
export function useCopy(text: () => string): { readonly state: CopyState; readonly copy: () => void } {
  const [state, setState] = useState<CopyState>('copy')

  useEffect(() => {
    if (state !== 'copied') return undefined
    const timer = setTimeout(() => setState('copy'), shownMs)
    return () => clearTimeout(timer)
  }, [state])

  return {
    state,
    copy: () => void copyText(text()).then((isCopied) => setState(isCopied ? 'copied' : 'copyFailed')),
  }
}
