import type { GenerationSchema, Resolution, Values } from '@venom/core'
import { type ReactNode, StrictMode, useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'

import type { ParameterForm } from './form.js'
import { field, saved, schema } from './form.fixture.js'
import { useField } from './use-field.js'
import { useForm } from './use-form.js'
import { type ParameterFormOptions, useParameterForm } from './use-parameter-form.js'

afterEach(() => {
  vi.restoreAllMocks()
})

/** A form as a host would build it: a text field for a parameter, and the values below. */
function Fields({ onForm, ...options }: ParameterFormOptions & { readonly onForm?: (form: ParameterForm) => void }) {
  const form = useParameterForm(options)
  onForm?.(form)
  return (
    <>
      <Field form={form} name="temperature" />
      <Summary form={form} />
    </>
  )
}

function Field({ form, name, onRender }: FieldProps): ReactNode {
  const field = useField(form, name)
  onRender?.(name)
  if (field === undefined) return <p>no {name}</p>
  return (
    <input
      aria-label={name}
      value={field.text ?? String(field.value)}
      onChange={({ target }) => form.type(name, target.value)}
      onBlur={() => form.commit(name)}
    />
  )
}

interface FieldProps {
  readonly form: ParameterForm
  readonly name: string
  readonly onRender?: (name: string) => void
}

function Summary({ form }: { readonly form: ParameterForm }): ReactNode {
  const { values, changes, problems } = useForm(form)
  return <output>{JSON.stringify({ values, changes, problems })}</output>
}

/** A parent that keeps the values, changed by `take` before it does. */
function Parent({ take, onValuesChange, ...rest }: ParentProps): ReactNode {
  const [values, setValues] = useState<Values>({ temperature: 0.5 })
  const change = (next: Values): void => {
    onValuesChange?.(next)
    setValues((current) => take?.(next, current) ?? next)
  }
  return <Fields {...rest} values={values} onValuesChange={change} />
}

interface ParentProps extends ParameterFormOptions {
  readonly take?: (next: Values, current: Values) => Values
}

test('T10: uncontrolled, a form keeps its values and tells each edit that changed them', async () => {
  const onValuesChange = vi.fn()
  const screen = await render(
    <StrictMode>
      <Fields schema={schema} defaultValues={{ top_p: 0.5 }} onValuesChange={onValuesChange} />
    </StrictMode>,
  )

  await screen.getByLabelText('temperature').fill('0,7')
  await screen.getByLabelText('temperature').fill('0,70')

  expect(onValuesChange.mock.calls).toEqual([[{ top_p: 0.5, temperature: 0.7 }]])
  await expect.element(screen.getByLabelText('temperature')).toHaveValue('0,70')
  await expect
    .element(screen.getByRole('status'))
    .toHaveTextContent('{"values":{"temperature":0.7,"top_p":0.5},"changes":1,"problems":0}')
})

test('T10: controlled, the parent keeps the values', async () => {
  const onValuesChange = vi.fn()
  const screen = await render(
    <StrictMode>
      <Parent schema={schema} onValuesChange={onValuesChange} />
    </StrictMode>,
  )

  await screen.getByLabelText('temperature').fill('1e')
  await screen.getByLabelText('temperature').fill('1e-3')

  expect(onValuesChange.mock.calls).toEqual([[{}], [{ temperature: 0.001 }]])
  await expect.element(screen.getByLabelText('temperature')).toHaveValue('1e-3')
})

test('T10: controlled, a half-typed number keeps its text though the values lack it', async () => {
  const screen = await render(<Parent schema={schema} />)

  await screen.getByLabelText('temperature').fill('1e')

  await expect.element(screen.getByLabelText('temperature')).toHaveValue('1e')
  await expect.element(screen.getByRole('status')).toHaveTextContent('{"values":{},"changes":1,"problems":1}')
})

test('T10: controlled, a parent that refuses an edit has its own values shown', async () => {
  const onValuesChange = vi.fn()
  const screen = await render(<Parent schema={schema} take={(_, current) => current} onValuesChange={onValuesChange} />)

  await screen.getByLabelText('temperature').fill('1')

  expect(onValuesChange).toHaveBeenCalledWith({ temperature: 1 })
  await expect.element(screen.getByLabelText('temperature')).toHaveValue('0.5')
})

test('T10: controlled, a parent that changes an edit has the changed value shown', async () => {
  const screen = await render(
    <StrictMode>
      <Parent schema={schema} take={() => ({ temperature: 2 })} />
    </StrictMode>,
  )

  await screen.getByLabelText('temperature').fill('7')

  await expect.element(screen.getByLabelText('temperature')).toHaveValue('2')
})

test('values that the parent brings are shown, and told to nobody', async () => {
  const onValuesChange = vi.fn()
  const screen = await render(<Fields schema={schema} values={{ temperature: 1 }} onValuesChange={onValuesChange} />)

  await screen.rerender(<Fields schema={schema} values={{ temperature: 1.5 }} onValuesChange={onValuesChange} />)

  await expect.element(screen.getByLabelText('temperature')).toHaveValue('1.5')
  expect(onValuesChange).not.toHaveBeenCalled()
})

test('T10: another schema and other sources are taken in, keeping what is not saved, and told to nobody', async () => {
  const onValuesChange = vi.fn()
  const forms = new Set<ParameterForm>()
  const show = (options: ParameterFormOptions): ReactNode => (
    <StrictMode>
      <Fields {...options} onValuesChange={onValuesChange} onForm={(form) => forms.add(form)} />
    </StrictMode>
  )
  const screen = await render(show(saved({ top_p: 0.5 })))
  await screen.getByLabelText('temperature').fill('1')
  onValuesChange.mockClear()

  await screen.rerender(show(saved({ top_p: 0.6 })))
  await expect
    .element(screen.getByRole('status'))
    .toHaveTextContent('{"values":{"temperature":1,"top_p":0.6},"changes":1,"problems":0}')

  const { temperature: _gone, ...rest } = schema
  await screen.rerender(show(saved({}, rest)))
  await expect.element(screen.getByText('no temperature')).toBeVisible()
  await expect.element(screen.getByRole('status')).toHaveTextContent('{"values":{},"changes":0,"problems":0}')
  expect(onValuesChange).not.toHaveBeenCalled()
  // StrictMode makes the first state twice and throws one away.
  expect(forms.size).toBeLessThanOrEqual(2)
})

test('a schema that is written anew in every render is no endless loop', async () => {
  function Everything(): ReactNode {
    const own: GenerationSchema = { temperature: { type: 'float', default: 1, min: 0, max: 2 } }
    const sources: Resolution = { temperature: { value: 1, layer: 'family', standing: 'assumed', beaten: [] } }
    const form = useParameterForm({ schema: own, sources })
    useForm(form)
    return <Field form={form} name="temperature" />
  }
  const screen = await render(<Everything />)

  await screen.getByLabelText('temperature').fill('0.2')

  await expect.element(screen.getByLabelText('temperature')).toHaveValue('0.2')
})

test('T10: one change renders the field that changed and what reads the whole form, nothing else', async () => {
  const rendered: string[] = []
  const forms: ParameterForm[] = []
  const onRender = (name: string): void => {
    rendered.push(name)
  }
  function Owner(): ReactNode {
    const form = useParameterForm({ schema })
    forms.push(form)
    onRender('owner')
    return Object.keys(schema).map((name) => <Field key={name} form={form} name={name} onRender={onRender} />)
  }
  const screen = await render(<Owner />)
  rendered.length = 0

  await screen.getByLabelText('top_p').fill('0.4')
  expect(rendered).toEqual(['top_p'])

  await screen.getByLabelText('top_p').fill('0.40')
  expect(rendered).toEqual(['top_p', 'top_p'])

  rendered.length = 0
  forms[0]?.set('mirostat', 2)
  await expect.element(screen.getByLabelText('mirostat')).toHaveValue('2')
  // All that mirostat makes ineffective, and no other.
  expect(rendered.toSorted()).toEqual(['mirostat', 'top_k', 'top_p'])
})

test('a form that is no longer shown is held by no listener', async () => {
  const forms: ParameterForm[] = []
  const onValuesChange = vi.fn()
  const screen = await render(
    <Fields schema={schema} onValuesChange={onValuesChange} onForm={(form) => forms.push(form)} />,
  )

  await screen.unmount()
  forms[0]?.set('temperature', 1)

  expect(onValuesChange).not.toHaveBeenCalled()
})

test('the host is told when it changes its mind on who keeps the values', async () => {
  const error = vi.spyOn(console, 'error').mockReturnValue()
  const screen = await render(<Fields schema={schema} values={{ temperature: 1 }} />)

  await screen.rerender(<Fields schema={schema} />)

  expect(error.mock.calls).toEqual([[expect.stringContaining('from controlled to uncontrolled')]])
  await expect.element(screen.getByLabelText('temperature')).toHaveValue('1')
})

test('a form can be filled from outside a component', async () => {
  const forms: ParameterForm[] = []
  const onValuesChange = vi.fn()
  const screen = await render(
    <Fields schema={schema} onValuesChange={onValuesChange} onForm={(form) => forms.push(form)} />,
  )
  const [form] = forms
  if (form === undefined) throw new Error('There is no form.')

  form.set('temperature', 1.25)

  await expect.element(screen.getByLabelText('temperature')).toHaveValue('1.25')
  expect(field(form, 'temperature').isSet).toBe(true)
  expect(onValuesChange).toHaveBeenCalledOnce()
})
