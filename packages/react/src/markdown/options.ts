import type { ReactNode } from 'react'

/** Code as it is given to `renderCode`. */
export interface MarkdownCode {
  readonly text: string
  /** First word after the fence, as it was written; empty without one. */
  readonly language: string
  /** Whether more of it may come. A highlighter waits until it is false: it would start over with every letter. */
  readonly isOpen: boolean
}

/** What all blocks of a document share. */
export interface MarkdownOptions {
  readonly headingOffset: number
  readonly renderCode: ((code: MarkdownCode) => ReactNode) | undefined
}
