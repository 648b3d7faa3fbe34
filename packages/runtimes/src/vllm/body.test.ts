import type { ChatRequest } from '@venom/core'
import { expect, test } from 'vitest'

import { toBody } from './body.js'

test('T02, T13: only what was set goes out, under the names of the server', () => {
  const request: ChatRequest = { model: 'pico', messages: [{ role: 'user', content: 'Hi' }], tools: [] }
  expect(JSON.parse(toBody(request, 'pico', { repetition_penalty: 1.1 }))).toEqual({
    model: 'pico',
    messages: [{ role: 'user', content: 'Hi' }],
    repetition_penalty: 1.1,
    stream: true,
    stream_options: { include_usage: true },
  })
})

test('a format is said in the words of OpenAI', () => {
  const request: ChatRequest = { model: 'pico', messages: [], response_format: { type: 'json' } }
  expect(JSON.parse(toBody(request, 'pico', {}))).toMatchObject({ response_format: { type: 'json_object' } })
})
