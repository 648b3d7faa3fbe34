import { afterAll, beforeAll, expect } from 'vitest'

import { test } from '../live/browser.js'
import { type Cockpit, startCockpit } from '../live/cockpit.js'
import { chatOn, tuningOn } from '../live/page-parts.js'

// One of each type, and no code of ours knows any of them.
const generation_schema = {
  glow: {
    type: 'float',
    default: 0.001,
    min: 1e-6,
    max: 1,
    label: 'Glow',
    slider: { min: 1e-6, max: 1, scale: 'log' },
  },
  depth: { type: 'int', default: 3, min: 1, max: 9, label: 'Depth' },
  formal: { type: 'bool', default: false, label: 'Formal' },
  tone: { type: 'enum', default: 'calm', options: ['calm', 'bright', 'dark'], label: 'Tone' },
  themes: { type: 'list', default: [], options: ['sea', 'wood', 'town'], label: 'Themes' },
  banned: { type: 'list', default: [], label: 'Banned words' },
  opening: { type: 'string', default: '', label: 'Opening' },
}

let cockpit: Cockpit
beforeAll(async () => {
  cockpit = await startCockpit({ manifest: { models: [{ name: 'pico', capabilities: { generation_schema } }] } })
})
afterAll(() => cockpit.stop())

test('T04, T10: parameters of every type that only a manifest knows have a fitting field, and what is set is saved', async ({
  open,
}) => {
  const page = await open(cockpit.url, { model: 'pico' })
  const { panel, apply, field } = tuningOn(page)

  await field('Glow').fill('1e-3')
  await panel.getByRole('slider', { name: 'Glow' }).press('ArrowRight')
  await panel.getByRole('slider', { name: 'Depth' }).press('End')
  await panel.getByRole('switch', { name: 'Formal' }).click()
  await panel.getByRole('combobox', { name: 'Tone' }).click()
  await page.getByRole('option', { name: 'bright' }).click()
  await panel.getByText('none, 0 of 3 chosen').click()
  await panel.getByRole('checkbox', { name: 'wood' }).check()
  await panel.getByRole('textbox', { name: 'Banned words' }).pressSequentially('moist,')
  await panel.getByRole('textbox', { name: 'Opening' }).fill('Well')
  await apply.click()
  await panel.getByText('Saved for the next message.').waitFor()

  const { current_values } = await cockpit.tuning().config({ model: 'pico' })
  expect(current_values).toMatchObject({
    depth: 9,
    formal: true,
    tone: 'bright',
    themes: ['wood'],
    banned: ['moist'],
    opening: 'Well',
  })
  expect(current_values['glow']).toBeGreaterThan(0.001)
})

test('T13: what the runtime cannot honour is named under the answer', async ({ open }) => {
  await cockpit.tuning().reset({ model: 'pico' })
  await cockpit.tuning().save({ model: 'pico', generation_params: { tone: 'dark', temperature: 0.3 } })
  const page = await open(cockpit.url, { model: 'pico' })
  const chat = chatOn(page)

  await chat.ask('Who are you?')
  await chat.answer(1).getByRole('button', { name: 'What was sent 1 not as asked' }).click()

  const sent = chat.answer(1).getByRole('region', { name: 'What was sent' })
  const row = sent.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'tone' }) })
  expect((await row.innerText()).split(/\s+/).slice(0, 5)).toEqual(['tone', 'none', 'dark', 'none', 'left'])
})

test('P03, T10: where tuning lies over the chat, a list in it opens, Escape closes the list first, and the focus goes back', async ({
  open,
}) => {
  await cockpit.tuning().reset({ model: 'pico' })
  const page = await open(cockpit.url, { model: 'pico', viewport: { width: 768, height: 900 } })
  const { panel, apply } = tuningOn(page)
  const button = page.getByRole('button', { name: 'Tuning', exact: true })
  const sheet = page.getByRole('dialog')
  // The platform's own list stands there until this one has come.
  const list = panel.getByRole('combobox', { name: 'Tone' }).and(page.locator('button'))
  await button.focus()
  await page.keyboard.press('Enter')

  await list.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'bright' }).click()
  await expect.poll(() => list.innerText()).toBe('bright')
  await apply.click()
  await panel.getByText('Saved for the next message.').waitFor()
  await list.press('Enter')
  await page.getByRole('option', { name: 'dark' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('option', { name: 'dark' }).waitFor({ state: 'detached' })
  expect(await sheet.isVisible()).toBe(true)
  await page.keyboard.press('Escape')

  await sheet.waitFor({ state: 'detached' })
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
  const { current_values } = await cockpit.tuning().config({ model: 'pico' })
  expect(current_values).toMatchObject({ tone: 'bright' })
})

test('P03, T11: while a number is no number yet Escape closes nothing, however often it is pressed', async ({
  open,
}) => {
  const page = await open(cockpit.url, { model: 'pico', viewport: { width: 768, height: 900 } })
  const button = page.getByRole('button', { name: 'Tuning', exact: true })
  const { field } = tuningOn(page)
  await button.click()
  await field('Glow').fill('')
  await page.keyboard.type('1e-')
  await page.keyboard.press('Tab')

  for (let pressed = 0; pressed < 3; pressed += 1) await page.keyboard.press('Escape')

  expect(await page.getByRole('dialog').isVisible()).toBe(true)
  expect(await field('Glow').inputValue()).toBe('1e-')
})

test('P03: tuning over the chat that the browser closed, as the back key of a phone does, opens again at one press', async ({
  open,
}) => {
  const page = await open(cockpit.url, { model: 'pico', viewport: { width: 768, height: 900 } })
  const button = page.getByRole('button', { name: 'Tuning', exact: true })
  const sheet = page.locator('dialog')
  await button.click()
  await sheet.evaluate((element) => element instanceof HTMLDialogElement && element.close())
  await sheet.waitFor({ state: 'hidden' })

  await button.click()

  await sheet.waitFor()
  expect(await tuningOn(page).panel.isVisible()).toBe(true)
})
