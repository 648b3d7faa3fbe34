import fc from 'fast-check'
import { expect, test } from 'vitest'

import { keyStep } from './key-step.js'
import { roundToStep, type StepRange } from './round-to-step.js'

const percent: StepRange = { min: 0, max: 1, step: 0.01 }
const tens: StepRange = { min: 0.25, max: 1, step: 0.1 }
const thirds: StepRange = { min: 0, max: 1, step: 0.3 }
const context: StepRange = { min: 512, max: 131_072, step: 512, isWhole: true }
const free: StepRange = { min: -Infinity, max: Infinity, step: 0.1 }
const rate: StepRange = { min: 0, max: 1 }
const seed: StepRange = { min: -1, max: 2_147_483_647, step: 1, isWhole: true }

test.each([
  ['ArrowRight', 0.5, percent, 0.51],
  ['ArrowUp', 0.5, percent, 0.51],
  ['ArrowLeft', 0.5, percent, 0.49],
  ['ArrowDown', 0.5, percent, 0.49],
  ['PageUp', 0.5, percent, 0.6],
  ['PageDown', 0.5, percent, 0.4],
  ['Home', 0.5, percent, 0],
  ['End', 0.5, percent, 1],
  ['ArrowRight', 0.1, percent, 0.11],
  ['ArrowRight', 0.29, percent, 0.3],
  // 0.25 with steps of 0.1: a slider that rounds to the decimals of the step goes to 0.6 from here.
  ['ArrowRight', 0.35, tens, 0.45],
  ['ArrowLeft', 0.35, tens, 0.25],
  // The last step is shorter, and the very end is reached.
  ['End', 0.3, thirds, 1],
  ['ArrowRight', 0.9, thirds, 1],
  ['ArrowLeft', 1, thirds, 0.9],
  ['ArrowRight', 4096, context, 4608],
  ['PageDown', 4096, context, 512],
  ['ArrowUp', 3e-7, { min: 0, max: 1e-6, step: 1e-7 }, 4e-7],
  ['ArrowUp', -1, seed, 0],
  ['ArrowUp', 2_147_483_646, seed, 2_147_483_647],
  ['ArrowUp', -0.1, free, 0],
  ['ArrowDown', 1e6, free, 999_999.9],
])('T10: %s from %d in %j goes to %d', (key, value, range, next) => {
  expect(keyStep(value, { key }, range)).toBe(next)
})

test.each([
  ['ArrowRight', 0.333, percent, 0.34],
  ['ArrowLeft', 0.333, percent, 0.33],
  ['PageUp', 0.333, percent, 0.43],
  ['ArrowRight', 5000, context, 5120],
  ['ArrowLeft', 5000, context, 4608],
])('T10: a value between stops goes to the next one: %s from %d in %j to %d', (key, value, range, next) => {
  expect(keyStep(value, { key }, range)).toBe(next)
})

test('Shift goes ten steps, Page keys no more than that', () => {
  expect(keyStep(0.5, { key: 'ArrowUp', shiftKey: true }, percent)).toBe(0.6)
  expect(keyStep(0.5, { key: 'ArrowLeft', shiftKey: true }, percent)).toBe(0.4)
  expect(keyStep(0.5, { key: 'PageUp', shiftKey: true }, percent)).toBe(0.6)
})

test('Alt goes a tenth of a step, whole numbers still 1', () => {
  expect(keyStep(0.5, { key: 'ArrowUp', altKey: true }, percent)).toBe(0.501)
  expect(keyStep(0.5, { key: 'ArrowUp', altKey: true, shiftKey: true }, percent)).toBe(0.51)
  expect(keyStep(7, { key: 'ArrowUp', altKey: true }, seed)).toBe(8)
  expect(keyStep(4096, { key: 'ArrowDown', altKey: true }, context)).toBe(4082)
})

test('where text is read from the right, Left and Right change places and nothing else does', () => {
  expect(keyStep(0.5, { key: 'ArrowLeft' }, percent, 'rtl')).toBe(0.51)
  expect(keyStep(0.5, { key: 'ArrowRight' }, percent, 'rtl')).toBe(0.49)
  expect(keyStep(0.5, { key: 'ArrowUp' }, percent, 'rtl')).toBe(0.51)
  expect(keyStep(0.5, { key: 'Home' }, percent, 'rtl')).toBe(0)
})

test('a key towards a bound never takes a value beyond it back; the other one does', () => {
  expect(keyStep(2.4, { key: 'ArrowUp' }, percent)).toBe(2.4)
  expect(keyStep(2.4, { key: 'ArrowDown' }, percent)).toBe(1)
  expect(keyStep(-3, { key: 'ArrowDown' }, percent)).toBe(-3)
  expect(keyStep(-3, { key: 'ArrowUp' }, percent)).toBe(0)
})

test('an end that is not there is not gone to, and other keys are left alone', () => {
  expect(keyStep(1, { key: 'Home' }, free)).toBeUndefined()
  expect(keyStep(1, { key: 'End' }, free)).toBeUndefined()
  expect(keyStep(1, { key: 'Enter' }, percent)).toBeUndefined()
  expect(keyStep(1, { key: 'constructor' }, percent)).toBeUndefined()
})

test('without a step a key changes the second digit of the value', () => {
  expect(keyStep(0.000_2, { key: 'ArrowUp' }, rate)).toBe(0.000_21)
  expect(keyStep(0.000_2, { key: 'ArrowDown' }, rate)).toBe(0.000_19)
  expect(keyStep(0.001, { key: 'ArrowUp' }, rate)).toBe(0.0011)
  expect(keyStep(0.001, { key: 'ArrowDown' }, rate)).toBe(0.000_99)
  expect(keyStep(0, { key: 'ArrowUp' }, rate)).toBe(0.1)
})

test('on a logarithmic track a key changes the second digit too, in whole steps', () => {
  const tokens: StepRange = { min: 512, max: 131_072, step: 512, isWhole: true, scale: 'log' }

  expect(keyStep(1024, { key: 'ArrowRight' }, tokens)).toBe(1536)
  expect(keyStep(65_536, { key: 'ArrowRight' }, tokens)).toBe(66_560)
  expect(keyStep(65_536, { key: 'PageDown' }, tokens)).toBe(55_296)
  expect(keyStep(0, { key: 'ArrowRight' }, { min: 0, max: 1e6, step: 1, scale: 'log' })).toBe(1)
})

test('from any value of a slider, keys stay in its range and end on a stop', () => {
  const keys = fc.constantFrom('ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End')
  const ranges = fc.constantFrom(percent, tens, thirds, context)

  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), keys, ranges, (share, key, range) => {
      const value = range.min + share * (range.max - range.min)

      const next = keyStep(value, { key }, range) ?? Number.NaN

      expect(next).toBe(roundToStep(next, range))
    }),
  )
})

test('as many steps up as down lead back to the stop they started from', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 80 }), fc.integer({ min: 1, max: 20 }), (start, count) => {
      const press = (value: number, key: string): number =>
        Array.from({ length: count }).reduce((at: number) => keyStep(at, { key }, percent) ?? at, value)

      expect(press(press(start / 100, 'ArrowUp'), 'ArrowDown')).toBe(start / 100)
    }),
  )
})

test.each([
  ['ArrowUp', 1e308, { ...free, step: 1e-300 }],
  ['ArrowDown', -1e308, { ...free, step: 1e-18 }],
  ['PageUp', 1.7e308, { min: -Infinity, max: Infinity }],
  ['PageDown', -1.7e308, { min: -Infinity, max: Infinity }],
])('T10: %s from %d in %j stays a number', (key, value, range) => {
  expect(keyStep(value, { key }, range)).toBe(value)
})
