import { catalogue, composeSchema } from '@venom/core'
import { embedded } from '@venom/runtimes/embedded'
import { expect, test } from 'vitest'

import { isNumeric } from '../form-data.js'
import { fieldRange, sliderRange } from './slider-range.js'

test('T10: a slider travels its own range, else the hard one', () => {
  expect(sliderRange({ type: 'float', default: 1, min: 0, max: 5, slider: { min: 0, max: 2, step: 0.05 } })).toEqual({
    min: 0,
    max: 2,
    step: 0.05,
    scale: 'linear',
    isWhole: false,
  })
  expect(sliderRange(catalogue.temperature)).toMatchObject({ min: 0, max: 2, step: 0.05 })
  expect(sliderRange(catalogue.max_tokens)).toMatchObject({ min: 128, max: 8192, step: 1, isWhole: true })
})

test('a slider of its own takes the step of the parameter where it has none', () => {
  expect(sliderRange({ type: 'int', default: 1, step: 8, slider: { min: 0, max: 64 } })).toMatchObject({ step: 8 })
})

test.each([
  [2, 0.01],
  [1, 0.01],
  [0.5, 0.001],
  [10, 0.1],
  [100, 1],
  [1e-5, 1e-7],
])('T10: a float of 0 to %d without a step has steps of %d', (max, step) => {
  expect(sliderRange({ type: 'float', default: 0, min: 0, max })).toMatchObject({ step })
})

test('a whole number without a step has steps of 1', () => {
  expect(sliderRange({ type: 'int', default: 1, min: 1, max: 4 })).toMatchObject({ step: 1 })
})

test('a logarithmic float without a step keeps two digits instead', () => {
  const range = sliderRange({ type: 'float', default: 1e-4, slider: { min: 1e-6, max: 0.01, scale: 'log' } })

  expect(range).toEqual({ min: 1e-6, max: 0.01, scale: 'log', isWhole: false })
})

test('without two bounds, without a way to travel, or with a million stops and more there is no slider', () => {
  expect(sliderRange({ type: 'float', default: 1, min: 0 })).toBeUndefined()
  expect(sliderRange({ type: 'float', default: 1, max: 0 })).toBeUndefined()
  expect(sliderRange({ type: 'int', default: 1, min: 1, max: 1 })).toBeUndefined()
  expect(sliderRange(catalogue.seed)).toBeUndefined()
  expect(sliderRange({ type: 'int', default: 4096, min: 0, max: 1_048_576 })).toBeDefined()
})

test('T10: the limit of stops holds for a slider of its own as well, unless its scale is logarithmic', () => {
  const wide = { min: 0, max: 2 ** 31 }

  expect(sliderRange({ type: 'int', default: 1, ...wide, slider: { ...wide, step: 1 } })).toBeUndefined()
  expect(sliderRange({ type: 'int', default: 1, ...wide, slider: { ...wide, step: 4096 } })).toBeDefined()
  expect(sliderRange({ type: 'int', default: 1, ...wide, slider: { ...wide, min: 1, scale: 'log' } })).toBeDefined()
})

test('T10: of the numbers of the embedded model the seed alone has no slider', () => {
  const { offlineSchema } = embedded({ modelPath: 'model.gguf' })
  const schema = composeSchema(offlineSchema, { seed: { default: 7 }, temperature: { max: 1 } })
  const numbers = Object.entries(schema).flatMap(([name, parameter]) =>
    isNumeric(parameter) ? [{ name, parameter }] : [],
  )

  const without = numbers.filter(({ parameter }) => sliderRange(parameter) === undefined).map(({ name }) => name)

  expect(without).toEqual(['seed'])
  expect(schema['seed']).not.toHaveProperty('slider')
})

test('a field reaches beyond the slider with the same stops', () => {
  const parameter = { type: 'float', default: 1, min: 0, slider: { min: 0.5, max: 2, step: 0.2 } } as const

  expect(fieldRange(parameter)).toEqual({ min: 0, max: Infinity, step: 0.2, origin: 0.5, isWhole: false })
})

test('a field without a slider has the step of its parameter, a whole number 1, and any other two digits', () => {
  expect(fieldRange(catalogue.seed)).toEqual({ min: -1, max: 2_147_483_647, step: 1, isWhole: true })
  expect(fieldRange({ type: 'int', default: 1 })).toEqual({ min: -Infinity, max: Infinity, step: 1, isWhole: true })
  expect(fieldRange({ type: 'float', default: 1e-4, min: 0 })).toEqual({ min: 0, max: Infinity, isWhole: false })
})
