import '../theme/theme.css'

import { catalogue, type GenerationSchema, type Values } from '@venom/core'
import { type ReactNode, useState } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server.browser'
import { expect, onTestFinished, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'

import { pl } from '../locales/pl.js'
import { LanguageProvider } from '../text/language-provider.js'
import { DynamicParameterForm } from './dynamic-parameter-form.js'
import { createParameterForm } from './form-store.js'
import { llamaConfig, llamaLayers } from './llama-config.fixture.js'

const { temperature, top_p, seed } = catalogue
const sampling = { temperature, top_p, seed }
const numberOf = (name: string) => page.getByRole('spinbutton', { name, exact: true })

test('T10: one line makes a form from a schema alone, and keeps the values itself', async () => {
  const told = vi.fn<(values: Values) => void>()
  await render(<DynamicParameterForm schema={sampling} defaultValues={{ top_p: 0.5 }} onValuesChange={told} />)

  await numberOf('Temperature').fill('1.5')

  expect(told).toHaveBeenLastCalledWith({ temperature: 1.5, top_p: 0.5 })
})

test('T10: the parent can keep the values, and refuse an edit', async () => {
  function Host(): ReactNode {
    const [values, setValues] = useState<Values>({ temperature: 0.5 })
    return (
      <DynamicParameterForm
        schema={sampling}
        values={values}
        onValuesChange={(next) => Number(next['temperature'] ?? 0) <= 1 && setValues(next)}
      />
    )
  }
  await render(<Host />)

  await numberOf('Temperature').fill('1')
  await userEvent.keyboard('{Enter}{ArrowUp}')

  await expect.element(numberOf('Temperature')).toHaveValue('1.00')
})

test('T10: resets one value, a group, and nothing else', async () => {
  const form = createParameterForm({ schema: llamaConfig.schema, sources: llamaConfig.sources })
  await render(<DynamicParameterForm form={form} layerLabels={llamaLayers} />)
  form.set('top_p', 0.5)

  await userEvent.click(page.getByRole('button', { name: 'Back to 0.95, llama-server: Top P' }))
  const one = form.get().values
  await userEvent.click(page.getByRole('button', { name: 'Reset group: Sampling' }))

  expect(Object.keys(one)).toEqual(['temperature', 'stop', 'repeat_penalty'])
  expect(Object.keys(form.get().values)).toEqual(['stop', 'repeat_penalty'])
  await expect.element(page.getByRole('heading', { name: 'Sampling' })).toHaveFocus()
})

test('the focus goes to the control when its reset button goes', async () => {
  await render(<DynamicParameterForm schema={sampling} defaultValues={{ temperature: 0.5 }} />)

  await userEvent.click(page.getByRole('button', { name: 'Leave it to the server: Temperature' }))

  await expect.element(page.getByRole('slider', { name: 'Temperature' })).toHaveFocus()
})

test('advanced parameters come on request, and not before', async () => {
  await render(<DynamicParameterForm {...llamaConfig} />)
  const before = page.getByRole('spinbutton').elements().length

  await userEvent.click(page.getByRole('button', { name: 'Show all 29 parameters' }))

  expect(before).toBe(8)
  await expect.poll(() => page.getByRole('spinbutton').elements().length).toBe(25)
  await expect.element(page.getByRole('button', { name: 'Show fewer' })).toHaveFocus()
})

test('what a parameter does is told on request, in place', async () => {
  await render(<DynamicParameterForm schema={sampling} />)
  const about = page.getByRole('button', { name: 'About Temperature' })

  about.element().dispatchEvent(new MouseEvent('click', { bubbles: true }))

  await expect.element(page.getByText(/0 always takes the likeliest; higher/)).toBeVisible()
  await expect.element(about).toHaveAttribute('aria-expanded', 'true')
})

test('moving one slider of forty renders one row', async () => {
  const schema: GenerationSchema = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `p${index}`,
      { ...temperature, label: `Parameter ${index}`, order: index },
    ]),
  )
  const form = createParameterForm({ schema })
  const rendered: string[] = []
  // Every row asks once a rendering what its label is in this language.
  const schemaTexts = new Proxy<Record<string, string>>(
    {},
    {
      getOwnPropertyDescriptor(_texts, key) {
        if (String(key).startsWith('Parameter')) rendered.push(String(key))
        return undefined
      },
    },
  )
  await render(
    <LanguageProvider language={{ tag: 'en', texts: {}, schemaTexts }}>
      <DynamicParameterForm form={form} />
    </LanguageProvider>,
  )
  const first = rendered.splice(0)
  form.set('p7', 1)
  await expect.element(numberOf('Parameter 7')).toHaveValue('1.00')
  rendered.splice(0)

  form.set('p7', 1.5)
  await expect.element(numberOf('Parameter 7')).toHaveValue('1.50')

  expect(first.length).toBe(40)
  expect(rendered).toEqual(['Parameter 7'])
})

test('an edit of a row, an error and its end move no row below', async () => {
  const form = createParameterForm({ schema: llamaConfig.schema, sources: llamaConfig.sources })
  await render(
    <div style={{ inlineSize: 308 }}>
      <DynamicParameterForm form={form} layerLabels={llamaLayers} />
    </div>,
  )
  const below = (): number => page.getByRole('heading', { name: 'Length' }).element().getBoundingClientRect().top
  const before = below()

  form.set('top_p', 1.5)
  await expect.element(page.getByText(/At most 1\./)).toBeVisible()
  const during = below()
  form.reset(['top_p', 'temperature'])
  await expect.poll(() => page.getByText(/At most 1\./).elements().length).toBe(0)

  expect([during, below()]).toEqual([before, before])
})

test('T11: what the server refused is said in its own words, and what the form knows already in the form’s', async () => {
  const form = createParameterForm({ schema: sampling, values: { temperature: 1.5, top_p: 3 } })
  await render(
    <LanguageProvider language={pl}>
      <DynamicParameterForm form={form} />
    </LanguageProvider>,
  )

  form.refuse([
    { path: 'temperature', code: 'parameter.max', message: '`temperature` is 9, above 2. Give 2 or less.', limit: 2 },
    { path: 'top_p', code: 'parameter.max', message: '`top_p` is 3, above 1. Give 1 or less.', limit: 1 },
  ])

  await expect.element(page.getByText('`temperature` is 9, above 2. Give 2 or less.')).toHaveAttribute('lang', 'en')
  await expect.element(page.getByText(/^Najwyżej 1\./)).not.toHaveAttribute('lang')
  expect(page.getByText(/top_p/).elements()).toEqual([])
})

test('server-rendered HTML is taken over without a word', async () => {
  const failures = vi.fn<(...words: readonly unknown[]) => void>()
  // Here React tells of attributes that differ; what it can mend by rendering anew, there.
  const complaints = vi.spyOn(console, 'error').mockImplementation(failures)
  onTestFinished(() => complaints.mockRestore())
  const host = document.createElement('div')
  document.body.append(host)
  const form = <DynamicParameterForm {...llamaConfig} />
  host.innerHTML = renderToString(form)

  const root = hydrateRoot(host, form, { onRecoverableError: failures })
  await expect.poll(() => host.querySelectorAll('[role=slider]').length).toBe(8)
  await userEvent.fill(numberOf('Temperature'), '1')
  await expect.element(page.getByText('yours, changed')).toBeVisible()
  root.unmount()
  host.remove()

  expect(failures).not.toHaveBeenCalled()
})

test('a schema without parameters says what to do', async () => {
  await render(<DynamicParameterForm schema={{}} />)

  await expect.element(page.getByText('Nothing to tune here')).toBeVisible()
})
