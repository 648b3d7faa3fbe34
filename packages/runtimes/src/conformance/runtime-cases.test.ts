import {
  catalogue,
  ChatError,
  type ChatEvent,
  type ChatOptions,
  type ChatRequest,
  type ErrorCode,
  type Runtime,
  type ServerFacts,
  toSchema,
  translate,
  type TranslationReport,
  type Values,
  VenomError,
} from '@venom/core'
import { expect, test } from 'vitest'

import type { ConformanceHarness } from './conformance-case.js'
import { measureEffects } from './measure-effects.js'
import { runtimeCases } from './runtime-cases.js'

const endless = 'Go on for ever.'
const server: ServerFacts = { kind: 'toy', version: '1', capabilities: [] }
const mappings = Object.fromEntries(
  ['temperature', 'max_tokens', 'seed', 'stop', 'top_p'].map((wire) => [wire, { wire, source: 'this file' }]),
)
let running = 0

// Bad samples: each is a runtime with one flaw, which the case beside it has to refuse.
test.each([
  { flaw: 'starts twice', id: 'stream.order' },
  { flaw: 'has no finish', id: 'stream.order' },
  { flaw: 'lets time run backwards', id: 'stream.clock' },
  { flaw: 'counts no tokens as 0', id: 'stream.usage' },
  { flaw: 'takes any model', id: 'chat.unknown-model' },
  { flaw: 'sends what its schema has not', id: 'translation.table-agrees' },
  { flaw: 'is not strict', id: 'translation.strict' },
  { flaw: 'never repeats', id: 'sampling.greedy-repeats' },
  { flaw: 'has one answer for all seeds', id: 'sampling.seed-repeats' },
  { flaw: 'does not count to max_tokens', id: 'sampling.max-tokens' },
  { flaw: 'says the stop text', id: 'sampling.stop' },
  { flaw: 'swallows an overflow', id: 'stream.overflow' },
  { flaw: 'does not hear an abort', id: 'cancel.before-start' },
  { flaw: 'loses the text of a cancelled answer', id: 'cancel.mid-answer' },
  { flaw: 'goes on after a break', id: 'cancel.break' },
  { flaw: 'answers after its end', id: 'close.refuses' },
])('a runtime that $flaw fails $id', async ({ flaw, id }) => {
  await expect(run(id, flaw)).rejects.toThrow(/./)
})

test.each(runtimeCases(harness('')).filter(({ id }) => !id.startsWith('fault.')))(
  'a runtime without a flaw passes $id',
  async ({ id }) => {
    await expect(run(id, '')).resolves.toBeUndefined()
  },
)

test('T12: a parameter that is sent and changes nothing is seen', async () => {
  const rows = await measureEffects(flawed(''), 'small')

  expect(rows.find(({ name }) => name === 'top_p')).toMatchObject({ outcome: 'no-effect', wireName: 'top_p' })
  expect(rows.find(({ name }) => name === 'mirostat')).toMatchObject({ outcome: 'dropped', wireName: null })
  expect(rows.find(({ name }) => name === 'max_tokens')).toMatchObject({ outcome: 'proven' })
})

async function run(id: string, flaw: string): Promise<void> {
  const found = runtimeCases(harness(flaw)).find((one) => one.id === id)
  if (found === undefined) throw new Error(`There is no case ${id}.`)
  running = 0
  await found.run(AbortSignal.timeout(10_000))
}

function harness(flaw: string): ConformanceHarness {
  return {
    model: 'small',
    open: () => Promise.resolve(flawed(flaw)),
    isBusy: () => Promise.resolve(running > 0),
    endlessPrompt: endless,
    longPrompt: 'long '.repeat(1_000),
  }
}

/** A runtime that says words by the dice, right in everything but `flaw`. */
function flawed(flaw: string): Runtime {
  let isClosed = false
  const ends = new Set<() => void>()
  return {
    id: 'toy',
    kind: 'toy',
    offlineSchema: toSchema(catalogue, mappings, server),
    health: () => Promise.resolve({ state: 'ready', server }),
    models: () => Promise.resolve([{ id: 'small' }]),
    async parameters(model) {
      if (model !== 'small') throw unknownModel()
      return { schema: toSchema(catalogue, flaw.startsWith('sends') ? {} : mappings, server), reported: {} }
    },
    async *chat(request, options = {}) {
      if (isClosed && flaw !== 'answers after its end') throw failure('runtime.closed', '')
      if (options.signal?.aborted === true && flaw !== 'does not hear an abort') throw failure('runtime.cancelled', '')
      yield* say(request, options, flaw, ends)
    },
    async close() {
      isClosed = true
      for (const end of ends) end()
    },
  }
}

async function* say(
  request: ChatRequest,
  options: ChatOptions,
  flaw: string,
  ends: Set<() => void>,
): AsyncGenerator<ChatEvent, void> {
  if (request.model !== 'small' && flaw !== 'takes any model') throw unknownModel()
  const params = request.generation_params ?? {}
  const report = reportOn(params, options.strict === true && flaw !== 'is not strict')
  const prompt = request.messages.map(({ content }) => (typeof content === 'string' ? content : 'parts')).join(' ')
  if (prompt.length > 1_000 && flaw !== 'swallows an overflow') {
    throw failure('chat.context_overflow', '', { limit: 200, used: prompt.length })
  }

  const startedAt = performance.now()
  const at = (): number => performance.now() - startedAt
  const max = flaw.includes('max_tokens') ? 40 : Number(params['max_tokens'] ?? (prompt === endless ? Infinity : 40))
  const stop = typeof params['stop'] === 'object' ? params['stop'][0] : undefined
  const isGreedy = params['temperature'] === 0 || flaw.includes('one answer')
  const dice = flaw === 'never repeats' ? Math.random() : isGreedy ? 0 : Number(params['seed'] ?? Math.random() * 1000)
  const wordAt = (index: number): string => `${((index + 1) * 7919 + dice * 104_729) % 97} `
  let isClosed = false
  let text = ''
  let count = 0
  const end = (): void => void (isClosed = true)

  const whole = Array.from({ length: 60 }, (_, index) => wordAt(index)).join('')
  const cut = stop === undefined || flaw.includes('stop') || !whole.includes(stop) ? Infinity : whole.indexOf(stop)

  yield { type: 'start', model: 'small', translation: report }
  if (flaw === 'starts twice') yield { type: 'start', model: 'small', translation: report }
  running += 1
  ends.add(end)
  let hasEnded = false
  try {
    const first_token = at()
    yield { type: 'progress', phase: 'first_token', at_ms: first_token }
    yield { type: 'progress', phase: 'first_text', at_ms: flaw === 'lets time run backwards' ? -1 : first_token }
    for (; count < max; count += 1) {
      const piece = wordAt(count).slice(0, Math.max(0, cut - text.length))
      text += piece
      if (piece !== '') yield { type: 'text-delta', text: piece }
      if (text.length === cut) break
      await new Promise(setImmediate)
      // Longer than any case waits, and an end all the same for the one that nothing else ends.
      if (at() > 3_000) break
      if (isClosed) throw failure('runtime.closed', text)
      if (at() > (options.timeouts?.totalMs ?? Infinity)) throw failure('runtime.timeout', text)
      const isCancelled = options.signal?.aborted === true && flaw !== 'does not hear an abort'
      if (isCancelled) throw failure('runtime.cancelled', flaw.startsWith('loses') ? '' : text)
    }
    hasEnded = true
    const total = at()
    const usage = { prompt_tokens: prompt.length, completion_tokens: flaw.includes('as 0') ? 0 : count }
    if (flaw === 'has no finish') return
    const isCut = stop === undefined || count === max
    yield {
      type: 'finish',
      reason: isCut ? 'length' : 'stop',
      usage,
      timings: { first_token, first_text: first_token, total },
    }
  } finally {
    ends.delete(end)
    if (flaw !== 'goes on after a break') running -= 1
    if (!hasEnded) options.onCancelled?.({ confirmed: true, by: 'in-process', after_ms: 0 })
  }
}

function reportOn(params: Values, strict: boolean): TranslationReport {
  try {
    return translate(mappings, server, params, { strict }).report
  } catch (error) {
    throw VenomError.is(error) ? failure(error.code, '') : error
  }
}

function unknownModel(): VenomError {
  return failure('model.unknown', '')
}

function failure(code: ErrorCode, text: string, details: Record<string, number> = {}): ChatError {
  return new ChatError(code, code, { text, reasoning: '', usage: {}, timings: {} }, { details })
}
