'use client'
import { type CSSProperties, type RefObject, useEffect, useRef, useState } from 'react'

/** A list that opens under a button, above everything else on the page. */
export interface Popup {
  readonly isOpen: boolean
  readonly anchorRef: RefObject<HTMLButtonElement | null>
  readonly popupRef: RefObject<HTMLDivElement | null>
  /** Where the popup stands: for its `style`. */
  readonly style: CSSProperties
  readonly open: () => void
  readonly close: () => void
  /** For `onToggle` of the popup: it is the browser who closes it by Escape or a click elsewhere. */
  readonly onToggle: (event: { readonly newState: string }) => void
}

interface Place {
  readonly start: number
  /** Both insets of the block axis: it hangs from the button, or stands on it, however long the list is. */
  readonly block: string
  readonly room: number
}

/** Room that a list wants before it opens upwards instead, in CSS pixels. */
const comfortable = 280
const gap = 4
const unplaced: Place = { start: 0, block: 'auto', room: comfortable }

/** Opens a native popover beside its button and keeps it there while the page scrolls or changes its size. */
export function usePopup(onOpened: () => void): Popup {
  const anchorRef = useRef<HTMLButtonElement>(null)
  const popupRef = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [place, setPlace] = useState(unplaced)

  useEffect(() => {
    if (!isOpen) return undefined
    const follow = (): void => setPlace(measure(anchorRef.current))
    window.addEventListener('scroll', follow, { capture: true, passive: true })
    window.addEventListener('resize', follow)
    return () => {
      window.removeEventListener('scroll', follow, { capture: true })
      window.removeEventListener('resize', follow)
    }
  }, [isOpen])

  return {
    isOpen,
    anchorRef,
    popupRef,
    style: toStyle(place),
    open: () => popupRef.current?.showPopover(),
    close: () => popupRef.current?.hidePopover(),
    onToggle({ newState }) {
      setOpen(newState === 'open')
      if (newState !== 'open') return
      setPlace(measure(anchorRef.current))
      onOpened()
    },
  }
}

function measure(anchor: HTMLElement | null): Place {
  if (anchor === null) return unplaced
  const box = anchor.getBoundingClientRect()
  const isRtl = getComputedStyle(anchor).direction === 'rtl'
  const start = isRtl ? innerWidth - box.right : box.left
  const { clientHeight } = document.documentElement
  const [below, above] = [clientHeight - box.bottom - 2 * gap, box.top - 2 * gap]
  const isBelow = below >= Math.min(comfortable, above)
  return isBelow
    ? { start, block: `${box.bottom + gap}px auto`, room: below }
    : { start, block: `auto ${clientHeight - box.top + gap}px`, room: above }
}

function toStyle({ start, block, room }: Place): CSSProperties {
  const properties: Readonly<Record<`--${string}`, string>> = {
    '--venom-popup-start': `${start}px`,
    '--venom-popup-block': block,
    '--venom-popup-room': `${room}px`,
  }
  return properties
}
