import { setTimeout as sleep } from 'node:timers/promises'

import { createRuntimesClient } from '@venom/runtimes/client'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest'

import { test } from '../live/browser.js'
import { chatOn } from '../live/page-parts.js'
import { runtimeKinds, setStage, type Stage } from '../live/stage.js'

const endless = 'Say la again and again.'

describe.each(runtimeKinds)('a chat on %s', (kind) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage(kind)
  })
  afterAll(() => stage[Symbol.asyncDispose]())
  beforeEach(async () => {
    await stage.cockpit.tuning().reset({ model: stage.model })
  })

  test('P03: a newcomer opens the page, asks, and has an answer within a minute', async ({ open }) => {
    const startedAt = performance.now()
    const page = await open(stage.cockpit.url)
    const chat = chatOn(page)

    await page.getByRole('list', { name: 'Try one of these' }).getByRole('button', { name: 'Who are you?' }).click()
    await chat.text(1).getByText('Pico').waitFor()

    expect(performance.now() - startedAt).toBeLessThan(60_000)
  })

  test('C12: a model that is picked answers, with its name at the answer', async ({ open }) => {
    const page = await open(stage.cockpit.url)
    await page.getByRole('button', { name: 'Model' }).click()
    await page.getByRole('group', { name: stage.runtimeName }).getByRole('option', { name: stage.model }).click()

    await chatOn(page).ask('Who are you?')

    await page.getByRole('article', { name: new RegExp(`^Answer 1 by \\S+/${stage.model}$`) }).waitFor()
    expect(await page.getByRole('button', { name: 'Model' }).innerText()).toContain(stage.model)
  })

  test('C12: an answer grows before one’s eyes', async ({ open }) => {
    const page = await open(stage.cockpit.url, { model: stage.model })
    const chat = chatOn(page)

    await chat.ask(endless)
    const lengths = await growing(chat.text(1), 5)

    expect(lengths).toHaveLength(5)
    expect(await chat.stop.count()).toBe(1)
    await chat.stop.click()
  })

  test('C12, T11: under it stand its phases in real numbers, and what was sent', async ({ open }) => {
    await stage.cockpit.tuning().save({ model: stage.model, generation_params: { temperature: 0.3 } })
    const page = await open(stage.cockpit.url, { model: stage.model })
    const chat = chatOn(page)

    await page.getByRole('list', { name: 'Parameters that are sent' }).getByText('temperature 0.3').waitFor()
    await chat.ask('What is temperature?')
    const phases = chat.answer(1).getByRole('list', { name: 'Where the time went' })

    await phases.getByText(/^text \d+ tokens · [\d.,]+\/s$/).waitFor()
    await phases.getByText(/^first token [\d.]+ m?s$/).waitFor()
    await chat.answer(1).getByRole('button', { name: 'What was sent' }).click()
    const sent = chat.answer(1).getByRole('region', { name: 'What was sent' })
    const row = sent.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'temperature' }) })
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([stage.wireName('temperature'), '0.3', '0.3', 'sent'])
  })

  test('C05, C12: Stop keeps the text and frees the runtime within a second', async ({ open }) => {
    const page = await open(stage.cockpit.url, { model: stage.model })
    const chat = chatOn(page)
    await chat.ask(endless)
    await growing(chat.text(1), 2)

    const free = await freeWithinASecond(stage, () => chat.stop.click())

    expect(free).toBe(true)
    await chat.answer(1).getByText('Stopped. The text so far is kept.').waitFor()
    expect(await chat.text(1).innerText()).toMatch(/^la la/)
  })

  test('C05, C12: an answer goes on where the page was reloaded in its middle, and can be stopped', async ({
    open,
  }) => {
    const page = await open(stage.cockpit.url, { model: stage.model })
    const chat = chatOn(page)
    await chat.ask(endless)
    const [before = 0] = (await growing(chat.text(1), 3)).slice(-1)

    await page.reload()
    await growing(chat.text(1), 3)

    // What the tab kept of it may stand there first.
    await expect.poll(async () => (await chat.text(1).innerText()).length).toBeGreaterThan(before)
    expect(await chat.text(1).innerText()).toMatch(/^la la la/)
    expect(await freeWithinASecond(stage, () => chat.stop.click())).toBe(true)
    await chat.answer(1).getByText('Stopped. The text so far is kept.').waitFor()
  })

  test('C12: two tabs of one chat show what both asked, and neither loses it by a reload', async ({ open }) => {
    const one = await open(stage.cockpit.url, { model: stage.model })
    await chatOn(one).ask('Who are you?')
    await chatOn(one).text(1).getByText('Pico').waitFor()
    await saved(one, '"finished"', 1)
    const other = await one.context().newPage()
    await other.goto(stage.cockpit.url)
    await chatOn(other).ask('What is 2 plus 2?')
    await chatOn(other).text(2).getByText('4').waitFor()
    await saved(other, '"finished"', 2)

    await chatOn(one).text(2).getByText('4').waitFor()
    await chatOn(one).composer.fill('x')
    await saved(one, '"draft":"x"', 1)

    for (const page of [other, one]) {
      await page.reload()
      await chatOn(page).text(1).getByText('Pico').waitFor()
      await chatOn(page).text(2).getByText('4').waitFor()
      expect(await page.getByRole('article', { name: /^Answer/ }).count()).toBe(2)
    }
  })

  test('C12: an answer that one tab waits for goes on while another opens and asks', async ({ open }) => {
    const one = await open(stage.cockpit.url, { model: stage.model })
    await chatOn(one).ask(endless)
    await growing(chatOn(one).text(1), 2)
    await saved(one, 'la la', 1)
    const other = await one.context().newPage()
    await other.goto(stage.cockpit.url)
    await growing(chatOn(other).text(1), 3)

    await other.close()

    await growing(chatOn(one).text(1), 3)
    expect(await chatOn(one).stop.count()).toBe(1)
    await chatOn(one).stop.click()
    await chatOn(one).answer(1).getByText('Stopped. The text so far is kept.').waitFor()
  })

  test('C12: an answer can be asked for again, its question changed, and its text copied', async ({ open }) => {
    const page = await open(stage.cockpit.url, {
      model: stage.model,
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const chat = chatOn(page)
    await chat.ask('Who are you?')
    await chat.answer(1).getByRole('button', { name: 'Copy' }).click()
    await chat.answer(1).getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await chat.text(1).innerText())

    await chat.answer(1).getByRole('button', { name: 'Again' }).click()
    await chat.answer(1).getByText('2 of 2').waitFor()
    // While it is written, what stands above it moves.
    await chat
      .answer(1)
      .getByText(/^text \d+ tokens · /)
      .waitFor()
    await page.getByRole('button', { name: 'Edit message 1' }).click()
    await page.getByRole('textbox', { name: 'Your message 1' }).fill('What is 2 plus 2?')
    await page.getByRole('button', { name: 'Ask anew' }).click()

    await chat.answer(1).getByText('3 of 3').waitFor()
    await chat.text(1).getByText('4').waitFor()
    await chat.answer(1).getByRole('button', { name: 'Show the version before' }).click()
    await chat.text(1).getByText('Pico').waitFor()
  })
})

/** Waits until a text was seen in `count` lengths, and gives them. */
async function growing(text: Locator, count: number): Promise<readonly number[]> {
  const lengths: number[] = []
  const deadline = performance.now() + 15_000
  while (lengths.length < count) {
    if (performance.now() > deadline) throw new Error(`The text was seen in ${lengths.length} lengths only.`)
    const { length } = await text.innerText()
    if (length > (lengths.at(-1) ?? 0)) lengths.push(length)
  }
  return lengths
}

/** Waits until a page has kept a word this often. */
async function saved(page: Page, word: string, times: number): Promise<void> {
  await page.waitForFunction(
    ([word, times]) => (localStorage.getItem('venom-chat-1') ?? '').split(word).length > times,
    [word, times] as const,
  )
}

/**
 * Tells whether the place of the running answer is free a second after a click, whatever the page shows. A server is asked
 * once: each question postpones its look at closed sockets. Ours has one place, for which another question waits meanwhile: it is
 * free when that one is answered.
 */
async function freeWithinASecond(stage: Stage, click: () => Promise<void>): Promise<boolean> {
  const late = AbortSignal.timeout(30_000)
  const { cockpit, server, model } = stage
  if (server !== undefined) {
    await click()
    await sleep(900)
    return !(await server.isBusy())
  }
  const client = createRuntimesClient({ baseUrl: cockpit.url, token: cockpit.token() })
  const next = client.startTask({ model, messages: [{ role: 'user', content: 'Who are you?' }] }, { signal: late })
  const clickedAt = performance.now()
  await click()
  const { id } = await next
  for await (const { event } of client.taskEvents({ id }, { signal: late }))
    if (event.type === 'text-delta') return performance.now() - clickedAt < 1_000
  return false
}
