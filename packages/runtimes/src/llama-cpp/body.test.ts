import type { ChatRequest } from '@venom/core'
import { expect, test } from 'vitest'

import { isObject } from '../adapter/read-json.js'
import { checkRequest, toBody } from './body.js'
import type { Description } from './describe.js'

const described: Description = {
  server: { kind: 'llama-cpp', version: 'b11669', capabilities: [] },
  models: [{ id: 'pico' }],
  aliases: new Map(),
  reported: {},
  samplers: [],
}

test('T02, T13: only what was set goes out, under the names of the server', () => {
  const request: ChatRequest = { model: 'pico', messages: [{ role: 'user', content: 'Hi' }] }
  expect(JSON.parse(toBody(request, 'pico', { temperature: 0 }, []))).toEqual({
    model: 'pico',
    messages: [{ role: 'user', content: 'Hi' }],
    temperature: 0,
    stream: true,
    stream_options: { include_usage: true },
    return_progress: true,
  })
})

test('a conversation with tools, images and a format is said in the words of OpenAI', () => {
  const request: ChatRequest = {
    model: 'pico',
    messages: [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image', media_type: 'image/png', data: 'AAAA' },
        ],
      },
      { role: 'assistant', content: '', tool_calls: [{ call_id: 'c1', name: 'look', arguments: { at: 'sky' } }] },
      { role: 'tool', call_id: 'c1', content: 'blue' },
    ],
    tools: [{ name: 'look', parameters: { type: 'object' } }],
    response_format: { type: 'json_schema', schema: { type: 'string' } },
  }

  expect(JSON.parse(toBody(request, 'pico', {}, []))).toMatchObject({
    messages: [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
        ],
      },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'look', arguments: '{"at":"sky"}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'blue' },
    ],
    tools: [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }],
    response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'string' } } },
  })
})

test('an image for a model that reads none is refused before anything is sent', () => {
  const request: ChatRequest = {
    model: 'pico',
    messages: [{ role: 'user', content: [{ type: 'image', media_type: 'image/png', data: 'AAAA' }] }],
  }
  expect(() => checkRequest(request, described)).toThrow(expect.objectContaining({ code: 'runtime.unsupported' }))
})

test('T12: the adaptive sampler is named behind those of the server, only where it has a target', () => {
  const request: ChatRequest = { model: 'pico', messages: [] }
  const samplersFor = (wire: Record<string, number>, own: readonly string[]): unknown => {
    const body: unknown = JSON.parse(toBody(request, 'pico', wire, own))
    return isObject(body) ? body['samplers'] : body
  }

  expect(samplersFor({ adaptive_target: 0.5 }, ['top_k', 'temperature'])).toEqual([
    'top_k',
    'temperature',
    'adaptive_p',
  ])
  expect(samplersFor({ adaptive_target: 0.5 }, ['top_k', 'adaptive_p'])).toEqual(['top_k', 'adaptive_p'])
  expect(samplersFor({ adaptive_target: -1 }, ['top_k'])).toBeUndefined()
  expect(samplersFor({ temperature: 1 }, ['top_k'])).toBeUndefined()
})
