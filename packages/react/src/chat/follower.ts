/**
 * How a transcript moves. `follow`: it stays at the end unless the reader scrolls up. `anchor`: a new question goes to the top and
 * its answer grows below, without moving. `off`: it never moves by itself.
 */
export type ScrollMode = 'follow' | 'anchor' | 'off'

/** Keeps a scrolled element where its reader wants it. */
export interface Follower {
  /** Something new was asked: it is shown as the mode says, wherever the reader was. */
  asked(): void
  /** Goes to the end; in mode `follow` stays there. */
  toEnd(): void
  /** Stops watching. */
  close(): void
}

/** What a follower needs. */
export interface FollowerOptions {
  /** The element that scrolls. */
  readonly scroller: HTMLElement
  /** The element in it that grows; its last child is the last turn. */
  readonly content: HTMLElement
  readonly mode: ScrollMode
  /** Told when the end goes out of sight, and when it comes back. */
  readonly onAway: (isAway: boolean) => void
}

/** So close to the end counts as at the end, in CSS pixels: a line of text. */
const nearPx = 24
/** So far from the end one wants a way back, in CSS pixels. */
const awayPx = 64

/**
 * Watches an element. Everything is instant: a smooth scroll would still be running when the next token comes. The end is taken
 * up in the frame in which the content grew, after the reader's own scrolling of that frame: a wheel is never fought.
 */
export function createFollower({ scroller, content, mode, onAway }: FollowerOptions): Follower {
  const leaving = new AbortController()
  const passive = { passive: true, signal: leaving.signal }
  let isFollowing = mode !== 'off'
  let isPressed = false
  let isAway = false
  let lastTop = scroller.scrollTop
  let lastHeight = scroller.scrollHeight

  const gap = (): number => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop

  function settle(): void {
    lastTop = scroller.scrollTop
    lastHeight = scroller.scrollHeight
    const next = gap() > awayPx
    if (next === isAway) return
    isAway = next
    onAway(next)
  }

  function goTo(top: number): void {
    scroller.scrollTop = top
    settle()
  }

  function handleScroll(): void {
    // Content that shrank moves the view up, too: that was not the reader.
    const isReader = scroller.scrollTop < lastTop && scroller.scrollHeight >= lastHeight
    if (isReader) isFollowing = false
    else if (gap() <= nearPx) isFollowing = mode === 'follow'
    settle()
  }

  function handleSize(): void {
    if (mode === 'anchor') scroller.style.setProperty('--venom-view', `${scroller.clientHeight}px`)
    // Who drags the scrollbar or marks text holds on to the place.
    if (isFollowing && !isPressed) goTo(scroller.scrollHeight)
    else settle()
  }

  const sizes = new ResizeObserver(handleSize)
  sizes.observe(scroller)
  sizes.observe(content)
  scroller.addEventListener('scroll', handleScroll, passive)
  scroller.addEventListener(
    'wheel',
    ({ deltaY }) => {
      if (deltaY < 0 && scroller.scrollTop > 0) isFollowing = false
    },
    passive,
  )
  scroller.addEventListener('pointerdown', () => (isPressed = true), passive)
  for (const end of ['pointerup', 'pointercancel', 'blur']) {
    window.addEventListener(end, () => (isPressed = false), passive)
  }
  handleSize()

  return {
    asked() {
      const last = content.lastElementChild
      if (mode === 'follow') isFollowing = true
      if (mode === 'off' || last === null) return
      if (mode === 'anchor') isFollowing = false
      const top = last.getBoundingClientRect().top - scroller.getBoundingClientRect().top
      goTo(mode === 'anchor' ? scroller.scrollTop + top : scroller.scrollHeight)
    },
    toEnd() {
      isFollowing = mode === 'follow'
      goTo(scroller.scrollHeight)
    },
    close() {
      leaving.abort()
      sizes.disconnect()
    },
  }
}
