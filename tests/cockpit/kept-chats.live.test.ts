import { afterAll, beforeAll, expect } from 'vitest'

import { test } from '../live/browser.js'
import { chatOn } from '../live/page-parts.js'
import { setStage, type Stage } from '../live/stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await setStage('embedded')
})
afterAll(() => stage[Symbol.asyncDispose]())

test('C12: a kept chat that cannot be read is told before the first question, and is copied before it is replaced', async ({
  open,
}) => {
  const newer = '{"format":"venom-chat","version":2}'
  const page = await open(stage.cockpit.url, { model: stage.model })
  await page.evaluate((text) => localStorage.setItem('venom-chat-1', text), newer)
  await page.reload()
  await page.getByText('The kept chat cannot be read').waitFor()

  await chatOn(page).ask('Who are you?')

  await chatOn(page).text(1).getByText('Pico').waitFor()
  await page.waitForFunction(() => localStorage.getItem('venom-chat-1')?.includes('Pico'))
  expect(await page.evaluate(() => localStorage.getItem('venom-chat-1-unread'))).toBe(newer)
})

test('C12: what one tab shows is still there after “New chat” in another, also after a reload', async ({ open }) => {
  const one = await open(stage.cockpit.url, { model: stage.model })
  await chatOn(one).ask('Who are you?')
  await chatOn(one).text(1).getByText('Pico').waitFor()
  await one.waitForFunction(() => localStorage.getItem('venom-chat-1')?.includes('Pico'))
  const other = await one.context().newPage()
  await other.goto(stage.cockpit.url)
  await chatOn(other).text(1).getByText('Pico').waitFor()

  await other.getByRole('button', { name: 'New chat' }).click()
  await chatOn(other).ask('What is 2 plus 2?')
  await chatOn(other).text(1).getByText('4').waitFor()
  await other.getByRole('button', { name: 'New chat' }).click()
  await other.getByRole('button', { name: 'Back to the last chat' }).waitFor()
  await one.reload()

  await chatOn(one).text(1).getByText('Pico').waitFor()
  expect(await one.getByRole('article', { name: /^Answer/ }).count()).toBe(1)
})
