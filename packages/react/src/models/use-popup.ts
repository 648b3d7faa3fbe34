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
  readonly block: number
  readonly room: number
}

/** Room that a list wants before it opens upwards instead, in CSS pixels. */
const comfortable = 280
const gap = 4

/** Opens a native popover beside its button and keeps it there while the page scrolls or changes its size. */
export function usePopup(onOpened: () => void): Popup {
  const anchorRef = useRef<HTMLButtonElement>(null)
  const popupRef = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [place, setPlace] = useState<Place>({ start: 0, block: 0, room: comfortable })

  useEffect(() => {
    if (!isOpen) return undefined
    const follow = (): void => setPlace(measure(anchorRef.current, popupRef.current))
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
      setPlace(measure(anchorRef.current, popupRef.current))
      onOpened()
    },
  }
}

function measure(anchor: HTMLElement | null, popup: HTMLElement | null): Place {
  if (anchor === null || popup === null) return { start: 0, block: 0, room: comfortable }
  const box = anchor.getBoundingClientRect()
  const isRtl = getComputedStyle(anchor).direction === 'rtl'
  const start = isRtl ? innerWidth - box.right : box.left
  const [below, above] = [innerHeight - box.bottom - 2 * gap, box.top - 2 * gap]
  const isBelow = below >= Math.min(comfortable, above)
  const room = isBelow ? below : above
  const height = Math.min(popup.scrollHeight, room)
  return { start, block: isBelow ? box.bottom + gap : box.top - gap - height, room }
}

function toStyle({ start, block, room }: Place): CSSProperties {
  const properties: Readonly<Record<`--${string}`, string>> = {
    '--venom-popup-start': `${start}px`,
    '--venom-popup-block': `${block}px`,
    '--venom-popup-room': `${room}px`,
  }
  return properties
}
