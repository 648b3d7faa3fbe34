import { Range, Root, Thumb, Track } from '@radix-ui/react-slider'
import { createElement as h, memo, useCallback, useState } from 'react'
import { createRoot } from 'react-dom/client'

import { names, number } from './schema.mjs'

const { min, max, step } = number

const Row = memo(function Row({ name, value, onChange }) {
  return h(
    'div',
    null,
    h('label', { htmlFor: name }, name),
    h('input', {
      id: name,
      type: 'number',
      min,
      max,
      step,
      value,
      onChange: (event) => onChange(name, Number(event.target.value)),
    }),
    h(
      Root,
      {
        min,
        max,
        step,
        value: [value],
        onValueChange: ([next]) => onChange(name, next),
        style: { position: 'relative', display: 'flex', blockSize: 20 },
      },
      h(
        Track,
        { style: { flex: 1, background: 'silver' } },
        h(Range, { style: { position: 'absolute', background: 'green' } }),
      ),
      h(Thumb, { 'aria-label': name, style: { display: 'block', inlineSize: 16, blockSize: 16, background: 'black' } }),
    ),
  )
})

function Form() {
  const [values, setValues] = useState(() => Object.fromEntries(names.map((name) => [name, number.default])))
  const onChange = useCallback((name, value) => setValues((before) => ({ ...before, [name]: value })), [])
  return names.map((name) => h(Row, { key: name, name, value: values[name], onChange }))
}

export const open = (root) => createRoot(root).render(h(Form))
