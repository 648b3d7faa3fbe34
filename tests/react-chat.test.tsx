import { fileURLToPath } from 'node:url'

import { type ChatStore, createChatStore, useChat } from '@venom/react/chat'
import { createRuntimesClient } from '@venom/runtimes/client'
import { renderToString } from 'react-dom/server'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { type RunningServer, startServer } from '../examples/server/src/server.js'

const model = fileURLToPath(new URL('../examples/server/model/pico.gguf', import.meta.url))
const pico = { model: 'embedded/pico', generation_params: { temperature: 0 } }

let server: RunningServer

beforeAll(async () => {
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    database: ':memory:',
    model,
    runtimes: [],
  })
}, 60_000)
afterAll(() => server.close({ waitMs: 0 }))

function open(): ChatStore {
  return createChatStore(createRuntimesClient({ baseUrl: server.url }))
}

test('a question is answered, and the next one knows of it', async () => {
  const chat = open()

  await chat.send('What is your name?', pico)
  await chat.send('What is 2 plus 3?', pico)

  expect(chat.get()).toMatchObject({
    isAnswering: false,
    turns: [
      { content: 'What is your name?', answer: { state: 'finished', text: 'My name is Pico.', model: 'pico' } },
      { content: 'What is 2 plus 3?', answer: { state: 'finished', reason: 'stop' } },
    ],
  })
  expect(chat.get().turns[1]?.answer.usage.prompt_tokens).toBeGreaterThan(30)
})

test('a chat shows the first piece of an answer at once, and the whole answer at its end', async () => {
  const chat = open()
  const texts: string[] = []
  chat.subscribe(() => texts.push(chat.get().turns[0]?.answer.text ?? ''))

  await chat.send('What is your name?', pico)

  const first = texts.find((text) => text !== '') ?? ''
  expect('My name is Pico.').toMatch(new RegExp(`^${first}`))
  expect(first.length).toBeLessThan(10)
  expect(texts.at(-1)).toBe('My name is Pico.')
})

test('C05: stopping keeps the text, and the model is free for the next question', async () => {
  const chat = open()
  const asked = chat.send('Say la again and again.', pico)
  await expect.poll(() => chat.get().turns[0]?.answer.text.length).toBeGreaterThan(5)
  expect(chat.get().isAnswering).toBe(true)

  chat.stop()
  await asked

  expect(chat.get().turns[0]?.answer).toMatchObject({ state: 'cancelled', text: expect.stringMatching(/^la la/) })
  await chat.send('What is your name?', pico)
  expect(chat.get().turns[1]?.answer.state).toBe('finished')
})

test('asking again replaces the answer and keeps the question', async () => {
  const chat = open()
  await chat.send('What is your name?', { ...pico, generation_params: { max_tokens: 1 } })
  const first = chat.get().turns[0]?.answer

  await chat.again()

  expect(chat.get().turns).toHaveLength(1)
  expect(chat.get().turns[0]?.answer).toMatchObject({ state: 'finished', reason: 'length' })
  expect(chat.get().turns[0]?.answer).not.toBe(first)
})

test('a question that cannot be asked fails with the server’s reason and is kept', async () => {
  const chat = open()

  await chat.send('Hello', { model: 'nobody' })

  expect(chat.get().turns[0]).toMatchObject({
    content: 'Hello',
    answer: { state: 'failed', error: { code: 'model.unknown' } },
  })
})

test('a component shows the chat as it is', async () => {
  const chat = open()
  function Transcript(): string {
    const { turns, isAnswering } = useChat(chat)
    return `${isAnswering ? 'writing' : 'idle'}: ${turns.map(({ answer }) => answer.text).join('|')}`
  }
  expect(renderToString(<Transcript />)).toBe('idle: ')

  await chat.send('What is your name?', pico)

  expect(renderToString(<Transcript />)).toBe('idle: My name is Pico.')
})
