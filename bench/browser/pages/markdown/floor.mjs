import { createElement } from 'react'

import { growing } from './growing.mjs'

export const open = (root) => growing(root, (text) => createElement('pre', { style: { whiteSpace: 'pre-wrap' } }, text))
