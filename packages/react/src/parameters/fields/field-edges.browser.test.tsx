import type { GenerationParameter } from '@venom/core'
import { expect, onTestFinished, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { byRole, renderField } from './render-field.fixture.js'

/** What a token of the theme stands for, as the browser writes colours. */
function colour(token: string): string {
  const probe = document.createElement('i')
  probe.style.color = `var(--venom-${token})`
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

const edgeOf = (element: Element): string => getComputedStyle(element).borderTopColor

const fields: readonly (readonly [string, string, GenerationParameter])[] = [
  ['a number', 'spinbutton', { type: 'int', default: 1, label: 'P' }],
  ['a text', 'textbox', { type: 'string', default: '', label: 'P' }],
  ['a choice', 'combobox', { type: 'enum', default: 'a', options: ['a', 'b'], label: 'P' }],
]

// The token is 3:1 on every ground, light and dark: see tokens.test.ts.
test.each(fields)('P03: %s that nobody set has an edge that one can see', async (_what, role, parameter) => {
  await renderField(parameter)
  await userEvent.hover(page.getByText('elsewhere'))

  expect(edgeOf(byRole(role))).toBe(colour('control'))
})

test('P03: the box of stop texts has an edge that one can see, set by somebody below too', async () => {
  await renderField({ type: 'list', default: [], label: 'P' }, { reported: { p: ['a'] } })
  const box = document.querySelector('.venom-tokens')

  expect(box && edgeOf(box)).toBe(colour('control'))
})

test('P03: what the box of texts waits for is written as the text around it', async () => {
  await renderField({ type: 'list', default: [], label: 'P' })
  document.body.style.fontFamily = 'Georgia'
  onTestFinished(() => void document.body.style.removeProperty('font-family'))
  const input = byRole('textbox')
  const fonts = (): readonly string[] => [
    getComputedStyle(input).fontFamily,
    getComputedStyle(input, '::placeholder').fontFamily,
  ]

  expect(fonts()).toEqual(['Georgia', 'Georgia'])
})
