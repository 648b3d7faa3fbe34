import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { parseJson } from '../adapter/read-json.js'
import { toModels } from './models.js'
import { modelsReply } from './wire.js'

test('C09: an adapter has the window and the family of the model that it is one of', () => {
  const list = parseJson(
    readFileSync(new URL('../__fixtures__/vllm/models-with-adapter.json', import.meta.url), 'utf8'),
  )

  expect(toModels(modelsReply.parse(list))).toEqual([
    { id: 'pico', context_tokens: 1024, base_name: 'pico', loaded: true },
    { id: 'iskra', context_tokens: 1024, base_name: 'pico', adapter_of: 'pico', loaded: true },
  ])
})

test.each([
  ['Qwen/Qwen3-8B', 'Qwen3-8B'],
  ['/models/Qwen3-8B/', 'Qwen3-8B'],
  ['C:\\models\\Qwen3-8B', 'Qwen3-8B'],
  ['/cache/hub/models--Qwen--Qwen3-8B/snapshots/0a1b2c', 'Qwen3-8B'],
])('the name of a model that was loaded from %s is %s', (root, name) => {
  expect(toModels({ data: [{ id: 'a', root }] })).toEqual([{ id: 'a', base_name: name, loaded: true }])
})

test('what the server does not say is absent', () => {
  expect(toModels({ data: [{ id: 'a', parent: 'gone', root: null }] })).toEqual([
    { id: 'a', adapter_of: 'gone', loaded: true },
  ])
})
