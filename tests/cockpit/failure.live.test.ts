import { afterAll, beforeAll, describe, expect } from 'vitest'

import { test } from '../live/browser.js'
import { startLlamaServer } from '../live/llama-server.js'
import { longWindowArgs } from '../live/long-window.js'
import { chatOn, tuningOn } from '../live/page-parts.js'
import { setStage, type Stage, type StageServer } from '../live/stage.js'

const endless = 'Say la again and again.'

describe('a llama-server that is killed in the middle of an answer', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage('llama-server')
  })
  afterAll(() => stage[Symbol.asyncDispose]())

  test('C06, C12: leaves its text, and the page says what to do; asked again, it answers once it is back', async ({
    open,
  }) => {
    const page = await open(stage.cockpit.url, { model: stage.model, callsMayFail: true })
    const chat = chatOn(page)
    const llama = serverOf(stage)
    await chat.ask(endless)
    await chat
      .text(1)
      .getByText(/^la la la/)
      .waitFor()

    await llama.kill()

    await chat.answer(1).getByText('The answer broke off').waitFor()
    expect(await chat.text(1).innerText()).toMatch(/^la la la/)
    await chat
      .answer(1)
      .getByText(/text is kept/)
      .waitFor()
    await using _again = await startLlamaServer({
      args: ['--port', new URL(llama.url).port, '--alias', 'nova', ...longWindowArgs],
    })
    await chat.answer(1).getByRole('button', { name: 'Try again' }).click()
    await chat.answer(1).getByText('2 of 2').waitFor()
    await chat
      .answer(1)
      .getByText(/^first token/)
      .waitFor()
  })
})

test('T11, P03: a page that is loaded while its llama-server is dead has the settings as soon as that is back', async ({
  open,
}) => {
  await using stage = await setStage('llama-server')
  const llama = serverOf(stage)
  await llama.kill()
  const page = await open(stage.cockpit.url, { model: stage.model, callsMayFail: true })
  const { panel, number } = tuningOn(page)
  await panel.getByText('The settings could not be loaded').waitFor()

  await using _again = await startLlamaServer({ args: ['--port', new URL(llama.url).port, '--alias', 'nova'] })

  await number.waitFor({ timeout: 30_000 })
  await expect.poll(() => panel.getByText('The settings could not be loaded').count()).toBe(0)
})

describe.each(['ollama', 'vllm'] as const)('%s, killed in the middle of an answer', (kind) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage(kind)
  })
  afterAll(() => stage[Symbol.asyncDispose]())

  test('C06, C12: leaves its text, and the page says what to do', async ({ open }) => {
    const page = await open(stage.cockpit.url, { model: stage.model, callsMayFail: true })
    const chat = chatOn(page)
    await chat.ask(endless)
    await chat
      .text(1)
      .getByText(/^la la la/)
      .waitFor()

    await serverOf(stage).kill()

    await chat.answer(1).getByText('The answer broke off').waitFor()
    expect(await chat.text(1).innerText()).toMatch(/^la la la/)
    await chat
      .answer(1)
      .getByText(/text is kept/)
      .waitFor()
    await chat.answer(1).getByRole('button', { name: 'Try again' }).waitFor()
  })
})

describe('our server, killed in the middle of an answer', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage('embedded')
  })
  afterAll(() => stage[Symbol.asyncDispose]())

  test('P03, C12: the text is kept, what to do is said, and the page is back by itself when the server is', async ({
    open,
  }) => {
    const page = await open(stage.cockpit.url, { model: stage.model, callsMayFail: true })
    const chat = chatOn(page)
    await chat.ask(endless)
    await chat
      .text(1)
      .getByText(/^la la la/)
      .waitFor()

    await stage.cockpit.kill()

    await page.getByText('The server does not answer. Asking again every two seconds').waitFor()
    await chat.answer(1).getByText('The server does not answer').waitFor()
    expect(await chat.text(1).innerText()).toMatch(/^la la la/)
    await chat.answer(1).getByRole('button', { name: 'Try again' }).waitFor()
    await chat.answer(1).getByText('The text so far is kept. Check that it runs, then try again.').waitFor()
    // What is written meanwhile waits.
    await chat.ask('Who are you?')
    expect(await chat.composer.inputValue()).toBe('Who are you?')
    await stage.cockpit.revive()
    await page.getByText('The server does not answer. Asking again every two seconds').waitFor({ state: 'detached' })
    await chat.composer.press('Enter')
    await chat.text(2).getByText('Pico').waitFor()
  })

  test('P03, T11: the settings can be saved after it came back, and what was typed meanwhile is there', async ({
    open,
  }) => {
    const page = await open(stage.cockpit.url, { model: stage.model, callsMayFail: true })
    const tuning = tuningOn(page)
    await tuning.number.fill('0.4')
    await stage.cockpit.kill()

    await tuning.apply.click()
    await tuning.panel.getByText('Not saved.').waitFor()
    await tuning.panel.getByText('Your changes are kept.').waitFor()
    await stage.cockpit.revive()
    await tuning.panel.getByRole('button', { name: 'Try again' }).click()

    await tuning.panel.getByText('Saved for the next message.').waitFor()
    const { current_values } = await stage.cockpit.tuning().config({ model: stage.model })
    expect(current_values).toMatchObject({ temperature: 0.4 })
  })

  test('P03: started again in the middle of an answer, it is told what became of it', async ({ open }) => {
    const page = await open(stage.cockpit.url, { model: stage.model, callsMayFail: true })
    const chat = chatOn(page)
    await chat.ask(endless)
    await chat
      .text(1)
      .getByText(/^la la la/)
      .waitFor()

    await stage.cockpit.kill()
    await stage.cockpit.revive()

    await chat.answer(1).getByRole('button', { name: 'Try again' }).waitFor()
    await chat.answer(1).getByText('The server was started anew while this was written').waitFor()
    expect(await chat.text(1).innerText()).toMatch(/^la la la/)
  })
})

function serverOf({ server }: Stage): StageServer {
  if (server === undefined) throw new Error('This story needs a server beside ours.')
  return server
}
