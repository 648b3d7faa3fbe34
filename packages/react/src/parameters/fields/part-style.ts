import type { CSSProperties } from 'react'

interface PartStyle extends CSSProperties {
  /** Place on a track, 0 to 1. */
  readonly '--venom-at'?: number
  /** Width in figures. */
  readonly '--venom-figures'?: number
}

/** Hands numbers to the style sheet. */
export function partStyle(style: PartStyle): CSSProperties {
  return style
}
