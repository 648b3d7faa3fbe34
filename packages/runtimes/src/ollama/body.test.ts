import type { ChatRequest } from '@venom/core'
import { expect, test } from 'vitest'

import { checkRequest, toBody } from './body.js'
import type { Evidence } from './evidence.js'

const evidence: Evidence = { capabilities: ['completion', 'tools'], parameters: {}, isAdapted: false }
const hello: ChatRequest = { model: 'pico', messages: [{ role: 'user', content: 'Hi' }] }
const picture: ChatRequest['messages'] = [
  {
    role: 'user',
    content: [
      { type: 'text', text: 'What is this?' },
      { type: 'image', media_type: 'image/png', data: 'AAAA' },
      { type: 'text', text: 'And why?' },
    ],
  },
]

test('T02, T13: only what was set goes out, and what does not fit is to be refused, not cut', () => {
  expect(JSON.parse(toBody(hello, 'pico:latest', { options: { temperature: 0 } }))).toEqual({
    model: 'pico:latest',
    messages: [{ role: 'user', content: 'Hi' }],
    options: { temperature: 0 },
    stream: true,
    truncate: false,
  })
})

test('the attributes for which a model would be loaded anew are never sent by themselves', () => {
  expect(JSON.parse(toBody(hello, 'pico:latest', {}))).not.toHaveProperty('shift')
  expect(JSON.parse(toBody(hello, 'pico:latest', {}))).not.toHaveProperty('keep_alive')
})

test('images stand beside the text of their message', () => {
  expect(JSON.parse(toBody({ model: 'pico', messages: picture }, 'pico:latest', {}))).toMatchObject({
    messages: [{ role: 'user', content: 'What is this?\nAnd why?', images: ['AAAA'] }],
  })
})

test('a call has its arguments as an object, and its result the name of the tool', () => {
  const messages: ChatRequest['messages'] = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Where is the sky?' },
    {
      role: 'assistant',
      content: '',
      tool_calls: [
        { call_id: 'c1', name: 'look', arguments: { at: 'sky' } },
        { call_id: 'c2', name: 'listen', arguments: {} },
      ],
    },
    { role: 'tool', call_id: 'c2', content: 'silence' },
    { role: 'tool', call_id: 'gone', content: 'nothing' },
    { role: 'assistant', content: 'It is up.' },
  ]

  expect(JSON.parse(toBody({ model: 'pico', messages }, 'pico:latest', {}))).toMatchObject({
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Where is the sky?' },
      {
        role: 'assistant',
        content: '',
        tool_calls: [
          { id: 'c1', function: { index: 0, name: 'look', arguments: { at: 'sky' } } },
          { id: 'c2', function: { index: 1, name: 'listen', arguments: {} } },
        ],
      },
      { role: 'tool', tool_call_id: 'c2', tool_name: 'listen', content: 'silence' },
      { role: 'tool', tool_call_id: 'gone', content: 'nothing' },
      { role: 'assistant', content: 'It is up.' },
    ],
  })
})

test('tools and formats are said in the words of Ollama', () => {
  const tools = [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }]
  const schema = { type: 'string' }

  expect(
    JSON.parse(toBody({ ...hello, tools, response_format: { type: 'json_schema', schema } }, 'pico:latest', {})),
  ).toMatchObject({
    tools: [{ type: 'function', function: { name: 'look', description: 'Looks.', parameters: { type: 'object' } } }],
    format: { type: 'string' },
  })
  expect(JSON.parse(toBody({ ...hello, tools: [], response_format: { type: 'json' } }, 'pico:latest', {}))).toEqual({
    model: 'pico:latest',
    messages: [{ role: 'user', content: 'Hi' }],
    stream: true,
    truncate: false,
    format: 'json',
  })
})

test('an image for a model that is known to read none is refused before anything is sent', () => {
  const request = { model: 'pico', messages: picture }
  const seeing = { ...evidence, capabilities: ['completion', 'vision'] }
  const { capabilities: _, ...unknown } = evidence

  expect(() => checkRequest(request, evidence)).toThrow(expect.objectContaining({ code: 'runtime.unsupported' }))
  expect(() => checkRequest(request, seeing)).not.toThrow()
  expect(() => checkRequest(request, unknown)).not.toThrow()
  expect(() => checkRequest(request, undefined)).not.toThrow()
})

test('an empty conversation would be an order to load the model: it is refused', () => {
  expect(() => checkRequest({ ...hello, messages: [] }, evidence)).toThrow(
    expect.objectContaining({ code: 'request.invalid' }),
  )
})

test.each([{ max_tokens: 0 }, { repeat_penalty: 0 }, { repeat_penalty: -1 }, { stop: ['.', ''] }])(
  'T13: what an Ollama would take for something else, or break by, is refused: %o',
  (generation_params) => {
    expect(() => checkRequest({ ...hello, generation_params }, evidence)).toThrow(
      expect.objectContaining({ code: 'runtime.unsupported' }),
    )
  },
)
