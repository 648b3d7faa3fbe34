import type { NumberParameter } from '@venom/core'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { pl } from '../../locales/pl.js'
import { english } from '../../text/language.js'
import { byRole, renderField } from './render-field.fixture.js'

const temperature: NumberParameter = { type: 'float', default: 0.7, min: 0, max: 2, step: 0.05, label: 'Temperature' }
const input = page.getByRole('spinbutton')

test.each([
  { language: english, typed: '0,7', value: 0.7, shown: '0.70' },
  { language: english, typed: '0.7', value: 0.7, shown: '0.70' },
  { language: english, typed: '1e-3', value: 0.001, shown: '0.001' },
  { language: pl, typed: '0,7', value: 0.7, shown: '0,70' },
  { language: pl, typed: '0.7', value: 0.7, shown: '0,70' },
  { language: pl, typed: '1e-3', value: 0.001, shown: '0,001' },
])('T10: $typed in $language.tag is $value, and stays as it was typed until Enter', async (row) => {
  const { state } = await renderField(temperature, { language: row.language })

  await input.fill(row.typed)
  await expect.element(input).toHaveValue(row.typed)
  await userEvent.keyboard('{Enter}')

  await expect.element(input).toHaveValue(row.shown)
  expect(state()).toMatchObject({ value: row.value, isSet: true, issues: [] })
})

test('T10: what is typed is never clamped: 9 stays, is refused, and the saved value stays', async () => {
  const { state } = await renderField(temperature, { saved: { p: 1.05 } })

  await input.fill('9')
  await userEvent.tab()

  await expect.element(input).toHaveValue('9.00')
  await expect.element(input).toHaveAttribute('aria-invalid', 'true')
  await expect
    .element(input)
    .toHaveAccessibleDescription(/At most 2\. The saved value 1\.05 stays until this is mended\./)
  expect(state()).toMatchObject({ value: 9, saved: 1.05 })
})

test('on the way to a larger number nothing is called too small', async () => {
  await renderField({ ...temperature, type: 'int', min: 128, max: 8192, step: 1 })

  await userEvent.click(input)
  await userEvent.fill(input, '1')
  const during = byRole('spinbutton').getAttribute('aria-invalid')
  await userEvent.keyboard('{Enter}')

  expect(during).toBe('false')
  await expect.element(page.getByText('At least 128. It is not used until this is mended.')).toBeVisible()
})

test('a text that is no number stays, and says how to write one', async () => {
  const { state } = await renderField(temperature)

  await input.fill('warm')
  await userEvent.tab()

  await expect.element(input).toHaveValue('warm')
  await expect.element(page.getByText(/This is no number\. Write it like 0\.70\./)).toBeVisible()
  expect(state().isSet).toBe(false)
})

test('Escape brings back what stood there before typing, and is no Escape of the panel', async () => {
  const { state } = await renderField(temperature, { saved: { p: 0.65 } })
  const panel = vi.fn<() => void>()
  document.body.addEventListener('keydown', panel)

  await input.fill('1.9')
  panel.mockClear()
  await userEvent.keyboard('{Escape}')
  const during = panel.mock.calls.length
  await userEvent.keyboard('{Escape}')
  document.body.removeEventListener('keydown', panel)

  expect(state().value).toBe(0.65)
  await expect.element(input).toHaveValue('0.65')
  expect([during, panel.mock.calls.length]).toEqual([0, 1])
})

test('Escape after typing into a field that nobody set leaves it unset', async () => {
  const { state } = await renderField(temperature, { reported: { p: 0.8 } })

  await input.fill('1.9')
  await userEvent.keyboard('{Escape}')

  expect(state()).toMatchObject({ isSet: false, value: 0.8 })
})

test('Up and Down go a step, with Shift ten, with Alt a tenth', async () => {
  const { state } = await renderField(temperature, { saved: { p: 0.5 } })
  byRole('spinbutton').focus()

  await userEvent.keyboard('{ArrowUp}')
  const up = state().value
  await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}')
  const shift = state().value
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')

  expect([up, shift, state().value]).toEqual([0.55, 1.05, 1.045])
})

test('the wheel changes nothing', async () => {
  const { state } = await renderField(temperature, { saved: { p: 0.5 } })
  const field = byRole('spinbutton')
  field.focus()

  field.dispatchEvent(new WheelEvent('wheel', { deltaY: -120, bubbles: true, cancelable: true }))

  expect(state().value).toBe(0.5)
})

test('an emptied field goes back to the layer below', async () => {
  const { state } = await renderField(temperature, { saved: { p: 0.5 }, reported: { p: 0.8 } })

  await input.fill('')
  await userEvent.tab()

  await expect.element(input).toHaveValue('0.80')
  expect(state().isSet).toBe(false)
})

test('a key that an input method composes with ends nothing', async () => {
  await renderField(temperature)
  await input.fill('1')

  const enter = new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true })
  byRole('spinbutton').dispatchEvent(enter)

  await expect.element(input).toHaveValue('1')
})
