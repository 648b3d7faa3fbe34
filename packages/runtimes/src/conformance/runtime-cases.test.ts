import { expect, test } from 'vitest'

import { endless, makeToy, type Toy } from '../__fixtures__/toy-runtime.js'
import type { ConformanceHarness } from './conformance-case.js'
import { measureEffects } from './measure-effects.js'
import { runtimeCases } from './runtime-cases.js'

// Bad samples: each is a runtime with one flaw, which the case beside it has to refuse. Those for faults stand with their cases.
const samples = [
  { flaw: 'is never ready', id: 'health.ready', why: /^health is unreachable/ },
  { flaw: 'throws in its health', id: 'health.never-throws', why: /^runtime\.cancelled/ },
  { flaw: 'lists its model twice', id: 'models.listed', why: /^entries called small: expected 1, got 2/ },
  {
    flaw: 'reports what its schema has not',
    id: 'parameters.shape',
    why: /^reported values without .* \["mirostat"\]/,
  },
  { flaw: 'takes any model', id: 'parameters.unknown-model', why: /^Expected model\.unknown, got nothing/ },
  { flaw: 'takes any model', id: 'chat.unknown-model', why: /ended well, expected model\.unknown/ },
  { flaw: 'sends what its schema has not', id: 'translation.table-agrees', why: /^dropped parameters: expected/ },
  { flaw: 'hides what it dropped', id: 'translation.unknown-name', why: /^action: expected "dropped", got nothing/ },
  { flaw: 'is not strict', id: 'translation.strict', why: /ended well, expected runtime\.unsupported_parameters/ },
  { flaw: 'answers after its end', id: 'close.refuses', why: /ended well, expected runtime\.closed/ },
  { flaw: 'starts twice', id: 'stream.order', why: /^start events: expected 1, got 2/ },
  { flaw: 'has no finish', id: 'stream.order', why: /^The answer is not framed/ },
  { flaw: 'holds its text back', id: 'stream.early', why: /had finished before its first text/ },
  { flaw: 'lets time run backwards', id: 'stream.clock', why: /^at_ms of progress: expected ascending/ },
  { flaw: 'counts no tokens as 0', id: 'stream.usage', why: /^usage is .*"completion_tokens":0/ },
  { flaw: 'loses what a slow reader leaves', id: 'stream.slow-reader', why: /^text of the slow reader: expected/ },
  { flaw: 'mixes answers', id: 'stream.parallel', why: /^texts: expected/ },
  { flaw: 'forgets earlier turns', id: 'stream.conversation', why: /^The conversation has 5 tokens/ },
  { flaw: 'halves characters', id: 'stream.unicode', why: /half a character/ },
  { flaw: 'needs a message', id: 'stream.no-messages', why: /^It ended in runtime\.failed/ },
  { flaw: 'swallows an overflow', id: 'stream.overflow', why: /ended well, expected chat\.context_overflow/ },
  { flaw: 'never repeats', id: 'sampling.greedy-repeats', why: /^second answer: expected/ },
  { flaw: 'has one answer for all seeds', id: 'sampling.seed-repeats', why: /^Another seed gave the same answer/ },
  { flaw: 'does not count to max_tokens', id: 'sampling.max-tokens', why: /^tokens of the answer: expected 7, got 40/ },
  { flaw: 'says the stop text', id: 'sampling.stop', why: /^text before the stop text: expected/ },
  { flaw: 'begins unasked', id: 'cancel.nothing-before-next', why: /^It works although nobody asked/ },
  { flaw: 'does not hear an abort', id: 'cancel.before-start', why: /ended well, expected runtime\.cancelled/ },
  { flaw: 'begins late and unstoppably', id: 'cancel.waiting', why: /^It works on an answer that was cancelled at/ },
  { flaw: 'loses the text of a cancelled answer', id: 'cancel.mid-answer', why: /^The error keeps “”, but/ },
  { flaw: 'goes on after a break', id: 'cancel.break', why: /^It still works on the answer/ },
  { flaw: 'ends all answers with one', id: 'cancel.only-one', why: /^The other answer ended in runtime\.failed/ },
  { flaw: 'remembers a cancelled answer', id: 'cancel.then-ask', why: /^answer after a cancel: expected/ },
  { flaw: 'gives a receipt for any end', id: 'cancel.no-receipt', why: /^receipts: expected 0, got 1/ },
  { flaw: 'loses the text of a closed answer', id: 'cancel.close', why: /^The error keeps “”, but/ },
  { flaw: 'has no total timeout', id: 'cancel.timeout', why: /ended well, expected runtime\.timeout/ },
]

test.each(samples)('a runtime that $flaw fails $id', async ({ flaw, id, why }) => {
  await expect(run(id, flaw)).rejects.toThrow(why)
})

test.each(cases(''))('a runtime without a flaw passes $id', async ({ id }) => {
  await expect(run(id, '')).resolves.toBeUndefined()
})

test('every case has its bad sample', () => {
  expect(new Set(samples.map(({ id }) => id))).toEqual(new Set(cases('').map(({ id }) => id)))
})

test('T12: a parameter that is sent and changes nothing is seen', async () => {
  const rows = await measureEffects(makeToy('').open(), 'small')

  expect(rows.find(({ name }) => name === 'top_p')).toMatchObject({ outcome: 'no-effect', wireName: 'top_p' })
  expect(rows.find(({ name }) => name === 'mirostat')).toMatchObject({ outcome: 'dropped', wireName: null })
  expect(rows.find(({ name }) => name === 'max_tokens')).toMatchObject({ outcome: 'proven' })
})

async function run(id: string, flaw: string): Promise<void> {
  const found = cases(flaw).find((one) => one.id === id)
  if (found === undefined) throw new Error(`There is no case ${id}.`)
  await found.run(AbortSignal.timeout(10_000))
}

function cases(flaw: string) {
  return runtimeCases(harness(makeToy(flaw)))
}

function harness({ open, isBusy }: Toy): ConformanceHarness {
  return {
    model: 'small',
    open: async () => open(),
    isBusy: async () => isBusy(),
    endlessPrompt: endless,
    longPrompt: 'long '.repeat(1_000),
  }
}
