'use client'
import { type ReactNode, useEffect, useState } from 'react'

import { useLanguage } from '../text/language-provider.js'
import { formatDuration } from './duration.js'
import { useChatText } from './text/use-chat-text.js'

const tickMs = 100

/** How long an answer is waited for. It is not there where motion is not wanted. */
export function WaitClock({ since }: { readonly since: number }): ReactNode {
  const t = useChatText()
  const { tag } = useLanguage()
  const [now, setNow] = useState(since)

  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined
    const timer = setInterval(() => setNow(performance.now()), tickMs)
    return () => clearInterval(timer)
  }, [])

  // Tenths: a hundredth that is already over helps nobody.
  const ms = Math.floor((now - since) / tickMs) * tickMs
  return ms > 0 && <b className="venom-figure">{formatDuration(t, tag, ms, 1)}</b>
}
