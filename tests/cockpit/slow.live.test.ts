import { afterAll, beforeAll, expect } from 'vitest'

import { test } from '../live/browser.js'
import { chatOn } from '../live/page-parts.js'
import { setStage, type Stage } from '../live/stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await setStage('embedded')
})
afterAll(() => stage[Symbol.asyncDispose]())

test('P03: who writes before the first model is found writes on when it is', async ({ open }) => {
  const page = await open(stage.cockpit.url)
  await page.evaluate(() => localStorage.clear())
  const found = Promise.withResolvers<void>()
  await page.route('**/api/v1/models', async (route) => {
    await found.promise
    await route.continue()
  })
  await page.reload()
  const { composer, text } = chatOn(page)

  await composer.focus()
  await page.keyboard.type('Who are')
  found.resolve()
  await page.getByRole('complementary', { name: 'Tuning' }).waitFor()
  await page.keyboard.type(' you?')

  await expect.poll(() => composer.inputValue()).toBe('Who are you?')
  await page.keyboard.press('Enter')
  await text(1).getByText('Pico').waitFor()
})
