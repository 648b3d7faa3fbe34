import '@venom/react/theme.css'

import { DynamicParameterForm } from '@venom/react/parameters'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

import { names, number } from './schema.mjs'

const schema = Object.fromEntries(
  names.map((label, order) => [`parameter_${order}`, { type: 'float', ...number, label, order, group: 'sampling' }]),
)

export const open = (root) => createRoot(root).render(createElement(DynamicParameterForm, { schema }))
