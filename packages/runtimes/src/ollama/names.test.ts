import fc from 'fast-check'
import { expect, test } from 'vitest'

import { commonName } from './names.js'

test.each([
  ['pico', 'pico:latest'],
  ['Pico', 'pico:latest'],
  ['pico:latest', 'pico:latest'],
  ['pico:3B-q4', 'pico:3b-q4'],
  ['library/pico', 'pico:latest'],
  ['registry.ollama.ai/library/pico', 'pico:latest'],
  ['registry.ollama.ai/ann/pico', 'ann/pico:latest'],
  ['ann/pico', 'ann/pico:latest'],
  ['hf.co/ann/pico-GGUF:Q4_K_M', 'hf.co/ann/pico-gguf:q4_k_m'],
  ['localhost:5000/ann/pico', 'localhost:5000/ann/pico:latest'],
])('the model that %s asks for is %s', (name, common) => {
  expect(commonName(name)).toBe(common)
})

test('a common name is its own common name', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const once = commonName(name)
      fc.pre(!/^(registry\.ollama\.ai\/|library\/)/.test(once))
      expect(commonName(once)).toBe(once)
    }),
  )
})
