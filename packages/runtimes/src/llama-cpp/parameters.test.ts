import { expect, test } from 'vitest'

import { toReported } from './parameters.js'

test('T09: what the server computes with 32 bits is reported as it was meant', () => {
  expect(toReported({ temperature: 0.800000011920929, top_p: 0.949999988079071, min_p: 0.05000000074505806 })).toEqual({
    temperature: 0.8,
    top_p: 0.95,
    min_p: 0.05,
  })
})

test('T09: the seed that stands for a random one is -1, as everywhere', () => {
  expect(toReported({ seed: 4_294_967_295 })).toEqual({ seed: -1 })
  expect(toReported({ seed: 7 })).toEqual({ seed: 7 })
})

test('T09: an option is reported in the form in which the form offers it', () => {
  expect(toReported({ mirostat: 2 })).toEqual({ mirostat: 2 })
})

test('what is of another type than expected is not reported', () => {
  expect(toReported({ temperature: '0.8', top_k: null, stop: [1], unknown: 1 })).toEqual({})
})
