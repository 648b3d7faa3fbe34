import Form from '@rjsf/core'
import validator from '@rjsf/validator-ajv8'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

import { names, number } from './schema.mjs'

const { min, max, step, default: value } = number
const property = { type: 'number', minimum: min, maximum: max, multipleOf: step, default: value }
const schema = { type: 'object', properties: Object.fromEntries(names.map((name) => [name, property])) }
const uiSchema = Object.fromEntries(names.map((name) => [name, { 'ui:widget': 'range' }]))

export const open = (root) => createRoot(root).render(createElement(Form, { schema, uiSchema, validator }))
