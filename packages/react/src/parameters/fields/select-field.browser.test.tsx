import type { EnumParameter } from '@venom/core'
import { expect, onTestFinished, test } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'

import { byRole, renderField } from './render-field.fixture.js'

const mirostat: EnumParameter = { type: 'enum', default: 0, options: [0, 1, 2], label: 'Mirostat' }

/** Waits for the select of the kit, which takes the place of the platform's own. */
async function opened(): Promise<HTMLElement> {
  await expect.element(page.getByRole('combobox', { name: 'Mirostat' })).toHaveAttribute('aria-expanded', 'false')
  const select = byRole('combobox')
  select.focus()
  await userEvent.keyboard('{Enter}')
  // The option in force has the focus first.
  await expect.element(page.getByRole('option').first()).toHaveFocus()
  return select
}

test('T10: an option is chosen by keyboard, and is the number that it was', async () => {
  const { state } = await renderField(mirostat)
  const select = await opened()

  await userEvent.keyboard('{ArrowDown}')
  await expect.element(page.getByRole('option').nth(1)).toHaveFocus()
  await userEvent.keyboard('{Enter}')

  await expect.poll(() => state().value).toBe(1)
  await expect.poll(() => document.activeElement).toBe(select)
})

test('a letter opens the list', async () => {
  await renderField({ ...mirostat, options: ['fast', 'slow'], default: 'fast' })
  await expect.element(page.getByRole('combobox', { name: 'Mirostat' })).toHaveAttribute('aria-expanded', 'false')

  byRole('combobox').focus()
  await userEvent.keyboard('s')

  await expect.element(page.getByRole('listbox')).toBeVisible()
})

test('a number and the text of its figures are two options', async () => {
  const { state } = await renderField({ ...mirostat, options: [1, '1'], default: 1 })
  await opened()

  await userEvent.keyboard('{ArrowDown}')
  await expect.element(page.getByRole('option').nth(1)).toHaveFocus()
  await userEvent.keyboard('{Enter}')

  await expect.poll(() => state().value).toBe('1')
})

test('when the list closes, the page scrolls again and nothing of it stays hidden', async () => {
  await renderField(mirostat)
  await opened()

  await userEvent.keyboard('{Escape}')

  await expect.poll(() => document.querySelector('[role=listbox]')).toBe(null)
  await expect.poll(() => document.querySelectorAll('[aria-hidden=true]:not(svg)').length).toBe(0)
  await expect.poll(() => getComputedStyle(document.body).overflow).toBe('visible')
  expect(getComputedStyle(document.body).pointerEvents).toBe('auto')
})

test('a select that goes while its list is open leaves the page as it was', async () => {
  const { unmount } = await renderField(mirostat)
  await opened()

  await unmount()

  await expect.poll(() => document.querySelectorAll('[aria-hidden=true]').length).toBe(0)
  await expect.poll(() => getComputedStyle(document.body).pointerEvents).toBe('auto')
  await expect.poll(() => getComputedStyle(document.body).overflow).toBe('visible')
})

test('the list stands in the row, so that a dialog or a theme around it holds it too', async () => {
  await renderField(mirostat)
  await opened()

  expect(byRole('listbox').closest('[data-slot=parameter]')).not.toBe(null)
})

test('a value that is not offered is shown as it is', async () => {
  await renderField(mirostat, { saved: { p: 7 } })

  await expect.element(page.getByRole('combobox', { name: 'Mirostat' })).toHaveTextContent('7')
  await expect.element(page.getByText(/7 is not offered here\. Choose another\./)).toBeVisible()
})

test('under a finger it is the platform’s own select', async () => {
  await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: true })
  const { state } = await renderField(mirostat)

  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Mirostat' }), '2')
  const { tagName } = byRole('combobox')
  await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: false })

  expect([tagName, state().value]).toEqual(['SELECT', 2])
})

test('a thousand options are made when somebody turns to the field, and the field keeps its size', async () => {
  await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: true })
  onTestFinished(async () => {
    await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: false })
  })
  const options = Array.from({ length: 1_000 }, (_, place) => `option ${'x'.repeat(place % 40)} ${place}`)
  const { state } = await renderField({ ...mirostat, options, default: 'option xxxxxxx 7' })
  const select = byRole('combobox')
  const before = select.getBoundingClientRect()
  expect([...select.children].map(({ textContent }) => textContent)).toEqual(['option xxxxxxx 7'])

  select.focus()
  await expect.poll(() => select.children.length).toBe(1_000)
  expect(select.getBoundingClientRect()).toEqual(before)
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Mirostat' }), '900')

  expect(state().value).toBe(options[900])
})

test('a press opens a list that is whole', async () => {
  await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: true })
  onTestFinished(async () => {
    await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: false })
  })
  const options = Array.from({ length: 1_000 }, (_, place) => `option ${place}`)
  await renderField({ ...mirostat, options, default: 'option 7' })
  const select = byRole('combobox')
  let atPress = 0
  // What a browser shows in its list is what is there after the press was handled.
  select.addEventListener('mousedown', () => (atPress = select.children.length))

  await page.getByRole('combobox', { name: 'Mirostat' }).click()
  await userEvent.keyboard('{Escape}')

  expect(atPress).toBe(1_000)
})
