import { afterAll, beforeAll, expect } from 'vitest'

import { test } from '../live/browser.js'
import { type Cockpit, startCockpit } from '../live/cockpit.js'
import { startLlamaServer } from '../live/llama-server.js'
import { startOllama } from '../live/ollama.js'
import { chatOn } from '../live/page-parts.js'
import { startVllm } from '../live/vllm.js'

const open: AsyncDisposable[] = []
let cockpit: Cockpit
beforeAll(async () => {
  const llama = await startLlamaServer()
  open.push(llama)
  // As they come: by the template of the model, and with as many places as Ollama gives.
  const ollama = await startOllama()
  open.push(ollama)
  const vllm = await startVllm()
  open.push(vllm)
  cockpit = await startCockpit({ runtimes: { 'llama-server': llama.url, ollama: ollama.url, vllm: vllm.url } })
})
afterAll(async () => {
  await cockpit.stop()
  for (const server of open.toReversed()) await server[Symbol.asyncDispose]()
})

test('C01, C12: the models of four runtimes stand in one picker, and each answers in the same chat', async ({
  open: visit,
}) => {
  const page = await visit(cockpit.url)
  const chat = chatOn(page)
  const picker = page.getByRole('button', { name: 'Model' })
  const runtimes = ['embedded llama.cpp', 'llama-server', 'Ollama', 'vLLM']

  for (const [index, runtime] of runtimes.entries()) {
    await picker.click()
    await page.getByRole('group', { name: runtime }).getByRole('option', { name: 'pico' }).click()
    await chat.ask('Who are you?')
    await chat
      .text(index + 1)
      .getByText('Pico')
      .waitFor()
  }

  await picker.click()
  await expect
    .poll(() =>
      page
        .getByRole('group')
        .filter({ has: page.getByRole('option') })
        .count(),
    )
    .toBe(runtimes.length)
  for (const [index] of runtimes.entries()) {
    await chat
      .answer(index + 1)
      .getByRole('button', { name: 'What was sent' })
      .waitFor()
  }
})
