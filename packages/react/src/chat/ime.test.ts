import { expect, test } from 'vitest'

import { createImeGuard, type ImeKey } from './ime.js'

const enter: ImeKey = { isComposing: false, keyCode: 13, timeStamp: 1_000 }

test('C12: a key without a composition is the person’s own', () => {
  expect(createImeGuard().owns(enter)).toBe(false)
})

test('C12: Chrome and Firefox mark the key that confirms a composition', () => {
  expect(createImeGuard().owns({ ...enter, isComposing: true })).toBe(true)
})

test('C12: a key that an input method took has the code 229', () => {
  expect(createImeGuard().owns({ ...enter, keyCode: 229 })).toBe(true)
})

test('C12: Safari ends the composition before the key that confirms it', () => {
  const ime = createImeGuard()
  ime.onCompositionEnd({ timeStamp: 990 })

  expect(ime.owns(enter)).toBe(true)
  expect(ime.owns({ ...enter, timeStamp: 1_021 })).toBe(false)
})
