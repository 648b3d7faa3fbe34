import { renderToString } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'

import { pl } from '../locales/pl.js'
import { LanguageProvider } from '../text/language-provider.js'
import { saved } from './form.fixture.js'
import { createParameterForm } from './form-store.js'
import { newerSchema } from './newer-schema.fixture.js'
import { ParameterField } from './parameter-field.js'

const form = createParameterForm(saved({ temperature: 0.65, mirostat: 2 }))

afterEach(() => vi.restoreAllMocks())

/** The first tag of server-rendered HTML that has all of these in it. */
function tagOf(name: string, ...marks: readonly string[]): string {
  const tags = renderToString(<ParameterField form={form} name={name} />).match(/<[a-z][^>]*>/g) ?? []
  return tags.find((tag) => marks.every((mark) => tag.includes(mark))) ?? ''
}

test('T10: server-rendered HTML has the thumb at its place, with its value', () => {
  const thumb = tagOf('temperature', 'role="slider"')

  expect(thumb).toContain('aria-valuenow="0.65"')
  expect(thumb).toContain('aria-valuetext="0.65"')
  expect(thumb).toContain('--venom-at:0.325')
  expect(thumb).not.toContain('display')
})

test('server-rendered HTML has the number and the chosen option', () => {
  expect(tagOf('temperature', 'role="spinbutton"')).toContain('value="0.65"')
  expect(tagOf('mirostat', '<option', 'selected')).toContain('value="2"')
})

test('a type that is not known is shown as it came, and is no switch', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const html = renderToString(<ParameterField form={createParameterForm({ schema: newerSchema })} name="curve" />)

  expect(html).toContain('[0,0.5,1]')
  expect(html).toContain('no control for the type curve')
  expect(html).not.toMatch(/switch|checkbox/)
  expect(warn).toHaveBeenCalledOnce()
})

test('a name that the schema lacks shows nothing', () => {
  expect(renderToString(<ParameterField form={form} name="constructor" />)).toBe('')
})

test('in Polish labels, values and notes are Polish, and figures have a comma', () => {
  const html = renderToString(
    <LanguageProvider language={pl}>
      <ParameterField form={form} name="temperature" layerLabels={{ runtime: 'llama-server' }} />
    </LanguageProvider>,
  )

  expect(html).toContain('Temperatura')
  expect(html).toContain('value="0,65"')
  expect(html).toContain('Wróć do 0,80, llama-server')
})
