'use client'
import type { ReactNode } from 'react'

import { CheckboxMenu } from './checkbox-menu.js'
import type { FieldProps } from './field-props.js'
import { TokenField } from './token-field.js'

/** Several of its options, or free entries where there are none. */
export function ListField(props: FieldProps): ReactNode {
  const { value, parameter } = props.field
  if (parameter.type !== 'list') return null
  const entries = typeof value === 'object' ? value : []
  const { options } = parameter
  return options === undefined ? (
    <TokenField {...props} entries={entries} />
  ) : (
    <CheckboxMenu {...props} entries={entries} options={options} />
  )
}
