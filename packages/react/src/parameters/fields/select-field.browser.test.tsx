import type { EnumParameter } from '@venom/core'
import { expect, test } from 'vitest'
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
