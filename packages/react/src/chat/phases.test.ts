import { type Answer, emptyAnswer, type Timings } from '@venom/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { isSeenLate, phasesOf, rateOf, tokensOf } from './phases.js'
import { nothingSeen } from './turn.js'

const ms = fc.double({ min: 0, max: 1e6, noNaN: true })
const timings: fc.Arbitrary<Timings> = fc.record(
  {
    connected: ms,
    headers: ms,
    first_byte: ms,
    first_token: ms,
    first_text: ms,
    queue: ms,
    load: ms,
    prefill: ms,
    decode: ms,
    total: ms,
  },
  { requiredKeys: [] },
)
const answers = fc
  .record({
    timings,
    state: fc.constantFrom('waiting', 'writing', 'finished', 'failed', 'cancelled'),
    text: fc.constantFrom('', 'x'),
    reasoning: fc.constantFrom('', 'x'),
  })
  .map((parts): Answer => ({ ...emptyAnswer, ...parts }))
const seen = fc.record({ first: ms, last: ms, pieces: fc.nat() }, { requiredKeys: ['pieces'] })

function of(timings: Timings, more: Partial<Answer> = {}): { answer: Answer; seen: typeof nothingSeen } {
  return { answer: { ...emptyAnswer, state: 'finished', text: 'x', timings, ...more }, seen: nothingSeen }
}

test('C12: the phases are never empty or negative, and each comes once', () => {
  fc.assert(
    fc.property(answers, seen, (answer, seen) => {
      const segments = phasesOf({ answer, seen })

      expect(segments.filter((segment) => !(segment.ms > 0))).toEqual([])
      expect(new Set(segments.map(({ phase }) => phase)).size).toBe(segments.length)
    }),
  )
})

test('C12: the phases of an answer whose time is known add up to it', () => {
  fc.assert(
    fc.property(answers, seen, ms, (answer, seen, total) => {
      const segments = phasesOf({ answer: { ...answer, timings: { ...answer.timings, total } }, seen })

      expect(segments.reduce((sum, segment) => sum + segment.ms, 0)).toBeCloseTo(total, 3)
    }),
  )
})

test('C12: a measured answer is taken apart as its server says', () => {
  const turn = of({ connected: 4, queue: 11, prefill: 128, first_token: 152, first_text: 152, total: 2_000 })

  expect(phasesOf(turn)).toEqual([
    { phase: 'connect', ms: 4 },
    { phase: 'queue', ms: 11 },
    { phase: 'prefill', ms: 128 },
    { phase: 'first-token', ms: 9 },
    { phase: 'text', ms: 1_848 },
  ])
})

test('C12: what nobody measured is absent, never 0', () => {
  expect(phasesOf(of({ first_token: 50, total: 100 }))).toEqual([
    { phase: 'first-token', ms: 50 },
    { phase: 'text', ms: 50 },
  ])
  expect(phasesOf(of({}))).toEqual([])
})

test('C12: a server’s length that does not fit before the first token is cut', () => {
  expect(phasesOf(of({ connected: 10, prefill: 500, first_token: 100, total: 200 }))).toEqual([
    { phase: 'connect', ms: 10 },
    { phase: 'prefill', ms: 90 },
    { phase: 'text', ms: 100 },
  ])
})

test('C12: thinking before the text is a phase of its own', () => {
  const turn = of({ first_token: 50, first_text: 1_050, total: 1_100 }, { reasoning: 'hm' })

  expect(phasesOf(turn)).toEqual([
    { phase: 'first-token', ms: 50 },
    { phase: 'thinking', ms: 1_000 },
    { phase: 'text', ms: 50 },
  ])
})

test('C12: while an answer is written, its text is as long as this page saw it', () => {
  const answer: Answer = { ...emptyAnswer, state: 'writing', text: 'x', timings: { connected: 5, first_token: 50 } }

  expect(phasesOf({ answer, seen: { first: 60, last: 160, pieces: 9 } })).toEqual([
    { phase: 'connect', ms: 5 },
    { phase: 'first-token', ms: 45 },
    { phase: 'text', ms: 100 },
  ])
})

test('C12: tokens are the server’s count where there is one, else pieces, else unknown', () => {
  const writing = { answer: emptyAnswer, seen: { pieces: 3 } }

  expect(tokensOf(writing)).toEqual({ count: 3, isExact: false })
  expect(tokensOf({ ...writing, answer: { ...emptyAnswer, usage: { completion_tokens: 4 } } })).toEqual({
    count: 4,
    isExact: true,
  })
  expect(tokensOf({ ...writing, seen: nothingSeen })).toBeUndefined()
})

test('C12: the rate counts the tokens after the first one', () => {
  const usage = { completion_tokens: 11 }

  expect(rateOf(of({ decode: 500, first_token: 1, total: 9_000 }, { usage }))).toBe(20)
  expect(rateOf(of({ first_token: 100, total: 1_100 }, { usage }))).toBe(10)
  expect(rateOf(of({ first_token: 100, total: 1_100 }, { usage: { completion_tokens: 1 } }))).toBeUndefined()
  expect(rateOf({ answer: emptyAnswer, seen: { first: 0, last: 1_000, pieces: 6 } })).toBe(5)
  expect(rateOf({ answer: emptyAnswer, seen: { pieces: 6 } })).toBeUndefined()
})

test('C12: the page’s own first token is worth a word only where the way to it took time', () => {
  const measured = of({ first_token: 100 }).answer

  expect(isSeenLate({ answer: measured, seen: { first: 149, pieces: 1 } })).toBe(false)
  expect(isSeenLate({ answer: measured, seen: { first: 150, pieces: 1 } })).toBe(true)
  expect(isSeenLate({ answer: emptyAnswer, seen: { first: 1, pieces: 1 } })).toBe(true)
  expect(isSeenLate({ answer: measured, seen: nothingSeen })).toBe(false)
})

test('C12: an answer that broke off lasted as long as this page saw it', () => {
  const turn = of({ first_token: 50 }, { state: 'failed' })

  expect(phasesOf({ ...turn, seen: { first: 60, last: 160, pieces: 9 } })).toEqual([
    { phase: 'first-token', ms: 50 },
    { phase: 'text', ms: 100 },
  ])
})
