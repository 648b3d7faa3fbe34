import { TextMessagePartProvider } from '@assistant-ui/react'
import { MarkdownTextPrimitive } from '@assistant-ui/react-markdown'
import { createElement } from 'react'
import remarkGfm from 'remark-gfm'

import { growing } from './growing.mjs'

// Its smooth mode shows a text later than it came: off, so that all show the same at the same time.
const text = createElement(MarkdownTextPrimitive, { remarkPlugins: [remarkGfm], smooth: false })

export const open = (root) =>
  growing(root, (given, isRunning) => createElement(TextMessagePartProvider, { text: given, isRunning }, text))
