import { expect, test } from 'vitest'

import type { Evidence } from './evidence.js'
import { toServerFacts } from './facts.js'

const none: Evidence = { parameters: {}, isAdapted: false }

test.each([
  ['0.34.4', 'gguf', 'llama', 'llama-server'],
  ['0.30.0', 'gguf', 'qwen3', 'llama-server'],
  ['0.24.0', 'gguf', 'llama', 'llama.cpp'],
  ['0.24.0', 'gguf', 'qwen3', 'ollama-engine'],
  ['0.34.4', 'safetensors', 'qwen3', 'mlx'],
  ['0.24.0', 'gguf', undefined, undefined],
  ['0.34.4', '', 'llama', undefined],
  ['0.0.0', 'gguf', 'llama', undefined],
])('T12: Ollama %s computes a %s of %s in %s', (version, format, architecture, engine) => {
  const evidence = architecture === undefined ? none : { ...none, architecture }

  expect(toServerFacts(version, { name: 'm', details: { format } }, evidence).engine).toBe(engine)
})

test('T12: a server that was told to use its own engine does so before 0.30 alone', () => {
  const llama = { ...none, architecture: 'llama' }
  const model = { name: 'm', details: { format: 'gguf' } }

  expect(toServerFacts('0.24.0', model, llama, true).engine).toBe('ollama-engine')
  expect(toServerFacts('0.34.4', model, llama, true).engine).toBe('llama-server')
})

test('C09: what a model can do is what it says, and all of it where it says nothing', () => {
  const all = ['tools', 'reasoning', 'response-format', 'images', 'load']

  expect(toServerFacts('0.34.4').capabilities).toEqual(all)
  expect(toServerFacts('0.34.4', { name: 'm' }, none).capabilities).toEqual(all)
  expect(
    toServerFacts('0.34.4', { name: 'm' }, { ...none, capabilities: ['completion', 'thinking'] }).capabilities,
  ).toEqual(['reasoning', 'response-format', 'load'])
})
