import type { ReactNode } from 'react'

/** How much of the end always stays: a tag, or the size and what it was tuned for. */
const tail = 12

/** A model's name on one line: what has no room goes from its middle, as its end tells it from its like. */
export function CutName({ name }: { readonly name: string }): ReactNode {
  if (name.length <= 2 * tail) return <span className="venom-model-name">{name}</span>
  return (
    <>
      <span className="venom-visually-hidden">{name}</span>
      <span className="venom-model-cut" title={name} aria-hidden="true">
        <span>{name.slice(0, -tail)}</span>
        <span>{name.slice(-tail)}</span>
      </span>
    </>
  )
}
