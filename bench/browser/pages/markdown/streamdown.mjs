import { createElement } from 'react'
import { Streamdown } from 'streamdown'

import { growing } from './growing.mjs'

export const open = (root) =>
  growing(root, (text, isStreaming) => createElement(Streamdown, { isAnimating: isStreaming }, text))
