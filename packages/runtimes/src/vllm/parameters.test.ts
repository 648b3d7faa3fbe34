import { checkValues } from '@venom/core'
import { expect, test } from 'vitest'

import { toParameters, toReported } from './parameters.js'

test('T09: of the generation config that the caller gives, what vLLM takes is reported by neutral name', () => {
  const config = {
    temperature: 0.6,
    top_k: 20,
    top_p: 0.95,
    min_p: 0.05,
    repetition_penalty: 1.1,
    presence_penalty: 1.5,
    frequency_penalty: 0.5,
    max_new_tokens: 2048,
    eos_token_id: [1, 2],
    do_sample: true,
    typical_p: 0.9,
  }
  expect(toReported(config)).toEqual({
    temperature: 0.6,
    top_k: 20,
    top_p: 0.95,
    min_p: 0.05,
    repeat_penalty: 1.1,
    presence_penalty: 1.5,
    frequency_penalty: 0.5,
    max_tokens: 2048,
  })
})

test('T09: what the config leaves out, or holds as no number, is at vLLM’s own default', () => {
  expect(toReported({ temperature: '0.6', top_k: null, top_p: Number.NaN })).toEqual({
    temperature: 1,
    top_k: 0,
    top_p: 1,
    min_p: 0,
    repeat_penalty: 1,
    presence_penalty: 0,
    frequency_penalty: 0,
  })
})

test('T09: where nobody tells the config, nothing is known', () => {
  expect(toReported(undefined)).toEqual({})
})

test('T06: more stop texts than the server takes are refused before they are saved', () => {
  const schema = toParameters({ kind: 'vllm', version: '0.32.0', capabilities: [] }, 1024)
  expect(checkValues(schema, { stop: ['a', 'b', 'c', 'd'] })).toEqual([])
  expect(checkValues(schema, { stop: ['a', 'b', 'c', 'd', 'e'] })).toMatchObject([{ path: 'stop', limit: 4 }])
})

test('T09: an answer can be no longer than the window of its model, and as long as its usual range where that is unknown', () => {
  const server = { kind: 'vllm', version: '0.32.0', capabilities: [] }
  expect(toParameters(server, 1024)['max_tokens']).toMatchObject({ min: 1, max: 1024, default: 1024 })
  expect(toParameters(server, undefined)['max_tokens']).toMatchObject({ min: 1, max: 8192, default: 2048 })
})
