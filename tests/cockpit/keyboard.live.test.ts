import type { Locator } from 'playwright'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'

import { test } from '../live/browser.js'
import { chatOn, tuningOn } from '../live/page-parts.js'
import { setStage, type Stage } from '../live/stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await setStage('llama-server')
})
afterAll(() => stage[Symbol.asyncDispose]())
beforeEach(async () => {
  await stage.cockpit.tuning().reset({ model: stage.model })
})

test('P03, T11, C12: the keyboard alone sends a message and applies a parameter', async ({ open }) => {
  const page = await open(stage.cockpit.url, { model: stage.model })
  const chat = chatOn(page)
  const tuning = tuningOn(page)

  await tabTo(chat.composer)
  await page.keyboard.type('Who are you?')
  await page.keyboard.press('Enter')
  await chat.text(1).getByText('Pico').waitFor()
  await tabTo(tuning.slider)
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Control+Enter')

  await tuning.panel.getByText('Saved for the next message.').waitFor()
  const { current_values } = await stage.cockpit.tuning().config({ model: stage.model })
  expect(current_values).toMatchObject({ temperature: 1.95 })
})

test('P03, C12: the keyboard alone picks a model, stops an answer and changes a question', async ({ open }) => {
  const page = await open(stage.cockpit.url, { model: 'pico' })
  const chat = chatOn(page)
  const picker = page.getByRole('button', { name: /^Model:/ })
  const press = (key: string): Promise<void> => page.keyboard.press(key)

  await tabTo(picker)
  await press('Enter')
  await page.getByRole('option', { name: stage.model }).waitFor()
  await press('n')
  await press('Enter')
  await expect.poll(() => picker.innerText()).toContain(stage.model)
  await expect.poll(() => hasFocus(picker)).toBe(true)

  await tabTo(chat.composer)
  await page.keyboard.type('Say la again and again.')
  await press('Enter')
  await chat
    .text(1)
    .getByText(/^la la/)
    .waitFor()
  await tabTo(chat.stop)
  await press('Enter')
  await chat.answer(1).getByText('Stopped. The text so far is kept.').waitFor()

  const edit = page.getByRole('button', { name: 'Edit message 1' })
  await tabTo(edit, 'Shift+Tab')
  await press('Enter')
  await press('Control+a')
  await page.keyboard.type('Who are you?')
  await press('Enter')
  await chat.text(1).getByText('Pico').waitFor()
  await expect.poll(() => hasFocus(edit)).toBe(true)
})

test('P03, T08: the keyboard alone takes a step back in the history', async ({ open }) => {
  const tuning = stage.cockpit.tuning()
  await tuning.save({ model: stage.model, generation_params: { temperature: 0.3 } })
  await tuning.save({ model: stage.model, generation_params: { temperature: 1.5 } })
  const page = await open(stage.cockpit.url, { model: stage.model })
  const { panel, number } = tuningOn(page)
  await expect.poll(() => number.inputValue()).toBe('1.50')

  const history = panel.getByRole('button', { name: 'History' })
  await tabTo(history)
  await page.keyboard.press('Enter')
  await tabTo(panel.getByRole('button', { name: 'Bring back revision' }).first())
  await page.keyboard.press('Enter')
  await expect.poll(() => number.inputValue()).toBe('0.30')
  await expect.poll(() => hasFocus(history)).toBe(true)
  await page.keyboard.press('Control+Enter')

  await panel.getByText('Saved for the next message.').waitFor()
  expect((await tuning.config({ model: stage.model })).current_values).toMatchObject({ temperature: 0.3 })
})

/** Presses Tab until an element has the focus. */
async function tabTo(wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if (await hasFocus(wanted)) return
    await wanted.page().keyboard.press(key)
  }
  throw new Error(`${key} does not come to ${wanted.toString()}.`)
}

async function hasFocus(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement)
}
