'use client'
import type { Standing } from '@venom/core'
import type { ComponentProps, ReactNode } from 'react'

import { useWords } from './use-words.js'

/** Says who set a value: a dot in the colour of the layer, and a word beside it. */
export function LayerBadge({ layer, standing, label, className, ...props }: LayerBadgeProps): ReactNode {
  const { layer: word } = useWords()
  return (
    <span
      {...props}
      className={`venom-layer${className === undefined ? '' : ` ${className}`}`}
      data-slot="layer"
      data-layer={standing === 'assumed' ? 'assumed' : layer}
    >
      {label ?? word(layer, standing)}
    </span>
  )
}

/** What a layer badge takes: the layer, and what any span takes. */
export interface LayerBadgeProps extends Omit<ComponentProps<'span'>, 'children'> {
  /** Name of the layer: `runtime`, `override`, or one of your own. */
  readonly layer: string
  readonly standing: Standing
  /** The words. Default: the kit's own for the layer; of one that it does not know, the name. */
  readonly label?: string
}
