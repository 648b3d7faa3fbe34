'use client'
import { type RefObject, useLayoutEffect, useRef } from 'react'

/**
 * Gives the focus on when the component of a button goes while the button has it. Else the browser gives it to the page, and who uses
 * keys starts again at the top.
 *
 * @param heir What takes the focus; it must be there longer than the button.
 * @returns The ref of the button.
 */
export function useFocusHeir(heir: RefObject<HTMLElement | null>): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const leaving = button.current
    return () => {
      // Meant is who takes it when the button goes.
      // oxlint-disable-next-line react-hooks/exhaustive-deps
      if (leaving?.matches(':focus') === true) heir.current?.focus({ preventScroll: true })
    }
  }, [heir])
  return button
}
