import type { ReactNode } from 'react'

/** Where the model writes. */
export function Caret(): ReactNode {
  return <span className="venom-markdown-caret" aria-hidden="true" />
}
