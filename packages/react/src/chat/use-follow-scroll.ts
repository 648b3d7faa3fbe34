'use client'
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'

import { createFollower, type Follower, type ScrollMode } from './follower.js'

/** What a scrolled transcript is made of. */
export interface FollowScroll {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  /** The end is out of sight. */
  readonly isAway: boolean
  /** Goes to the end. */
  readonly toEnd: () => void
}

/**
 * Keeps a growing element at its end, or its last question at the top, without taking the wheel from the reader.
 *
 * @param asked Changes when something new is asked; 0 before the first time.
 */
export function useFollowScroll(mode: ScrollMode, asked: number): FollowScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const follower = useRef<Follower>(null)
  const [isAway, setAway] = useState(false)

  useLayoutEffect(() => {
    if (scroller.current === null || content.current === null) return undefined
    const made = createFollower({ scroller: scroller.current, content: content.current, mode, onAway: setAway })
    follower.current = made
    return () => {
      made.close()
      // The next one begins at the end until it says otherwise.
      setAway(false)
    }
  }, [mode])

  useLayoutEffect(() => {
    if (asked > 0) follower.current?.asked()
  }, [asked])

  const toEnd = useCallback(() => follower.current?.toEnd(), [])
  return { scroller, content, isAway, toEnd }
}
