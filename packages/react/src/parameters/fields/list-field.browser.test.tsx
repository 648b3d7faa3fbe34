import type { ListParameter } from '@venom/core'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { byRole, renderField } from './render-field.fixture.js'

const stop: ListParameter = { type: 'list', default: [], label: 'Stop texts' }
const samplers: ListParameter = { type: 'list', default: [], options: ['dry', 'top_k', 'top_p'], label: 'Samplers' }
const input = page.getByRole('textbox', { name: 'Stop texts' })

/** Pastes a text into the field that has the focus. */
function paste(text: string): void {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text', text)
  byRole('textbox').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}

test('T10: Enter and a comma add an entry, spaces and all', async () => {
  const { state } = await renderField(stop)

  await userEvent.type(input, ' User:{Enter}END,')

  expect(state().value).toEqual([' User:', 'END'])
  await expect.element(input).toHaveValue('')
})

test('a new line is typed and shown as \\n, and a space at an end as ␣', async () => {
  const { state } = await renderField(stop)

  await userEvent.type(input, '\\n\\nUser: {Enter}')

  expect(state().value).toEqual(['\n\nUser: '])
  await expect.element(page.getByRole('listitem')).toHaveTextContent('\\n\\nUser:␣')
})

test('a comma behind a backslash is part of the text', async () => {
  const { state } = await renderField(stop)

  await userEvent.type(input, 'a\\,b{Enter}')

  expect(state().value).toEqual(['a,b'])
})

test('Backspace in the empty line edits the last entry', async () => {
  const { state } = await renderField(stop, { saved: { p: ['one', 'two\n'] } })

  await userEvent.click(input)
  await userEvent.keyboard('{Backspace}')

  expect(state().value).toEqual(['one'])
  await expect.element(input).toHaveValue('two\\n')
})

test('a pasted list becomes several entries; a line of one text is just pasted', async () => {
  const { state } = await renderField(stop)
  byRole('textbox').focus()

  paste('one, two\n### \n\n')
  const several = state().value
  paste('plain')

  expect([several, state().value]).toEqual([
    ['one', 'two', '### '],
    ['one', 'two', '### '],
  ])
})

test('an entry can be removed with its button, and the focus goes to the line', async () => {
  const { state } = await renderField(stop, { saved: { p: ['one', 'two'] } })

  await userEvent.click(page.getByRole('button', { name: 'Remove one' }))

  expect(state().value).toEqual(['two'])
  await expect.element(input).toHaveFocus()
})

test('what was typed is not lost when the field is left', async () => {
  const { state } = await renderField(stop)

  await userEvent.type(input, 'END')
  await userEvent.tab()

  expect(state().value).toEqual(['END'])
})

test('Enter that belongs to an input method adds nothing', async () => {
  const { state } = await renderField(stop)
  await userEvent.type(input, 'koniec')

  byRole('textbox').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true }))

  expect(state().isSet).toBe(false)
  await expect.element(input).toHaveValue('koniec')
})

test('T10: of options several are chosen with checkboxes, in the order in which they are offered', async () => {
  const { state } = await renderField(samplers)

  await userEvent.click(page.getByText('none, 0 of 3 chosen'))
  await userEvent.click(page.getByRole('checkbox', { name: 'top_p' }))
  await userEvent.click(page.getByRole('checkbox', { name: 'dry' }))

  expect(state().value).toEqual(['dry', 'top_p'])
  await expect.element(page.getByText('dry, top_p, 2 of 3 chosen')).toBeVisible()
})

test('a chosen entry that is not offered stays in sight until it is taken out', async () => {
  const { state } = await renderField(samplers, { saved: { p: ['xtc'] } })

  await userEvent.click(page.getByText('xtc, 1 of 4 chosen'))
  await userEvent.click(page.getByRole('checkbox', { name: 'xtc' }))

  expect(state().value).toEqual([])
})
