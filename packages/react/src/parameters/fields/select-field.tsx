'use client'
import { lazy, type ReactNode, Suspense } from 'react'

import type { FieldProps } from './field-props.js'
import { NativeSelect } from './native-select.js'
import { useFinePointer } from './use-fine-pointer.js'

// Two thirds of all code of a form is Radix's select. A phone never loads it, and no form waits for it.
const MenuSelect = lazy(() =>
  import('./menu-select.js').then(
    ({ MenuSelect }) => ({ default: MenuSelect }),
    () => ({ default: NativeSelect }),
  ),
)

/** One of its options: the platform's own select under a finger, in server-rendered HTML and until the other one is there. */
export function SelectField(props: FieldProps): ReactNode {
  const { parameter } = props.field
  const isFine = useFinePointer()
  if (parameter.type !== 'enum') return null
  const native = <NativeSelect {...props} parameter={parameter} />
  if (!isFine) return native
  return (
    <Suspense fallback={native}>
      <MenuSelect {...props} parameter={parameter} />
    </Suspense>
  )
}
