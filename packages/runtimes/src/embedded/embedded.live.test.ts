import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { type LlamaServer, startLlamaServer } from '../../../../tests/live/llama-server.js'
import { answerOf, ask } from '../../../../tests/live/pico.js'
import { tinyModel } from '../../../../tests/live/tiny-model.js'
import { llamaCpp } from '../llama-cpp/llama-cpp.js'
import { embedded } from './embedded.js'

const inProcess = embedded({ modelPath: tinyModel, name: 'pico' })
let server: LlamaServer
beforeAll(async () => {
  server = await startLlamaServer()
})
afterAll(async () => {
  await inProcess.close()
  await server.stop()
})

const likeTheServer = { top_k: 40, top_p: 0.95, min_p: 0.05, max_tokens: 60 }

describe('T12: the embedded model answers word for word as a llama-server with the same model', () => {
  test.each([
    ['temperature 0', { temperature: 0 }],
    ['a seed', { temperature: 1, seed: 7 }],
    ['repeat_penalty', { temperature: 0, repeat_penalty: 1.5 }],
    ['a narrow repeat_last_n', { temperature: 0, repeat_penalty: 1.5, repeat_last_n: 4 }],
    ['presence_penalty', { temperature: 0, presence_penalty: 1.5 }],
    ['frequency_penalty', { temperature: 0, frequency_penalty: 0.7 }],
    ['dry', { temperature: 0, dry_multiplier: 0.8 }],
    ['xtc', { temperature: 1, seed: 5, xtc_probability: 0.5, xtc_threshold: 0.1 }],
    ['stop', { temperature: 0, stop: ['a'] }],
  ])('%s', async (_, params) => {
    const remote = llamaCpp({ url: server.url })
    const request = (content: string) => ask(content, { ...likeTheServer, ...params })

    const mine = await answerOf(inProcess.chat(request('Tell me a short story.')))
    const endless = await answerOf(inProcess.chat(request('Say la again and again.')))

    expect(mine).toBe(await answerOf(remote.chat(request('Tell me a short story.'))))
    expect(endless).toBe(await answerOf(remote.chat(request('Say la again and again.'))))
    await remote.close()
  })
})
