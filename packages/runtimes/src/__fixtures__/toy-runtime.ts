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

/** A question whose answer goes on for longer than any case waits, and ends all the same for the one that nothing else ends. */
export const endless = 'Go on for ever.'
const endlessMs = 2_000

/** What answers in all runtimes of one case. */
export interface Toy {
  /** A runtime that says words by the dice, right in everything but its flaw. */
  open(): Runtime
  isBusy(): boolean
}

interface State {
  running: number
  cancelled: number
  readonly ends: Set<(code: ErrorCode) => void>
}

const server: ServerFacts = { kind: 'toy', version: '1', capabilities: [] }
const mappings = Object.fromEntries(
  ['temperature', 'max_tokens', 'seed', 'stop', 'top_p'].map((wire) => [wire, { wire, source: 'this file' }]),
)

/** Makes a toy with one flaw, by its name; none where that is empty. */
export function makeToy(flaw: string): Toy {
  const state: State = { running: 0, cancelled: 0, ends: new Set() }
  return { open: () => flawed(flaw, state), isBusy: () => state.running > 0 }
}

function flawed(flaw: string, state: State): Runtime {
  let isClosed = false

  async function* chat(request: ChatRequest, options: ChatOptions = {}): AsyncGenerator<ChatEvent, void> {
    if (isClosed && flaw !== 'answers after its end') throw failure('runtime.closed', '')
    if (options.signal?.aborted === true && flaw !== 'does not hear an abort') throw failure('runtime.cancelled', '')
    yield* say(request, options, flaw, state)
  }

  return {
    id: 'toy',
    kind: 'toy',
    offlineSchema: toSchema(catalogue, mappings, server),
    async health({ signal } = {}) {
      if (flaw === 'throws in its health' && signal?.aborted === true) throw failure('runtime.cancelled', '')
      if (flaw !== 'is never ready') return { state: 'ready', server }
      return { state: 'unreachable', code: 'runtime.unreachable', hint: 'It sleeps.' }
    },
    models: () => Promise.resolve(flaw.startsWith('lists') ? [{ id: 'small' }, { id: 'small' }] : [{ id: 'small' }]),
    async parameters(model) {
      if (model !== 'small' && flaw !== 'takes any model') throw unknownModel()
      const reported = flaw.startsWith('reports') ? { mirostat: 1 } : {}
      return { schema: toSchema(catalogue, flaw.startsWith('sends') ? {} : mappings, server), reported }
    },
    chat(request, options) {
      if (flaw === 'begins unasked') state.running += 1
      const answer = chat(request, options)
      return flaw === 'holds its text back' ? inOneGo(answer) : answer
    },
    async close() {
      isClosed = true
      for (const end of state.ends) end('runtime.closed')
    },
  }
}

async function* say(
  request: ChatRequest,
  options: ChatOptions,
  flaw: string,
  state: State,
): AsyncGenerator<ChatEvent, void> {
  if (request.model !== 'small' && flaw !== 'takes any model') throw unknownModel()
  if (request.messages.length === 0 && flaw === 'needs a message') throw failure('runtime.failed', '')
  const params = request.generation_params ?? {}
  const report = reportOn(params, options.strict === true && flaw !== 'is not strict')
  const messages = flaw === 'forgets earlier turns' ? request.messages.slice(-1) : request.messages
  const prompt = messages.map(({ content }) => (typeof content === 'string' ? content : 'parts')).join(' ')
  if (prompt.length > 1_000 && flaw !== 'swallows an overflow') {
    throw failure('chat.context_overflow', '', { limit: 200, used: prompt.length })
  }

  const startedAt = performance.now()
  const at = (): number => performance.now() - startedAt
  const max = flaw.includes('max_tokens') ? 40 : Number(params['max_tokens'] ?? (prompt === endless ? Infinity : 40))
  const stop = typeof params['stop'] === 'object' ? params['stop'][0] : undefined
  const dice = rollDice(params, flaw, state)
  const mixed = (): number => (flaw === 'mixes answers' ? state.running : 0)
  const wordAt = (index: number): string => `${((index + 1) * 7919 + (dice + mixed()) * 104_729) % 97} `
  const totalMs = flaw === 'has no total timeout' ? Infinity : (options.timeouts?.totalMs ?? Infinity)
  let endedBy: ErrorCode | undefined
  let text = ''
  let count = 0
  const end = (code: ErrorCode): void => void (endedBy = code)

  const whole = Array.from({ length: 60 }, (_, index) => wordAt(index)).join('')
  const saidOfStop = flaw === 'says the stop text' ? stop?.length : 0
  const cut = stop === undefined || !whole.includes(stop) ? Infinity : whole.indexOf(stop) + (saidOfStop ?? 0)

  const shown = flaw === 'hides what it dropped' ? { ...report, entries: [] } : report
  yield { type: 'start', model: 'small', translation: shown }
  if (flaw === 'starts twice') yield { type: 'start', model: 'small', translation: shown }
  if (flaw === 'begins late and unstoppably' && options.signal?.aborted === true) {
    setTimeout(() => (state.running += 1), 100)
  }
  state.running += 1
  state.ends.add(end)
  let hasEnded = false
  try {
    const first_token = at()
    yield { type: 'progress', phase: 'first_token', at_ms: first_token }
    yield { type: 'progress', phase: 'first_text', at_ms: flaw === 'lets time run backwards' ? -1 : first_token }
    for (let isHeard = true; count < max; count += 1) {
      const piece = flaw === 'halves characters' ? '\ud83e' : wordAt(count).slice(0, Math.max(0, cut - text.length))
      const askedAt = performance.now()
      text += isHeard ? piece : ''
      if (piece !== '' && isHeard) yield { type: 'text-delta', text: piece }
      isHeard = flaw !== 'loses what a slow reader leaves' || performance.now() - askedAt < 4
      if (text.length === cut) break
      await new Promise(setImmediate)
      if (at() > endlessMs) break
      if (at() > totalMs) throw failure('runtime.timeout', text)
      const isCancelled = options.signal?.aborted === true && flaw !== 'does not hear an abort'
      if (isCancelled && flaw === 'ends all answers with one') for (const other of state.ends) other('runtime.failed')
      if (isCancelled) throw failure('runtime.cancelled', flaw.startsWith('loses') ? '' : text)
      if (endedBy !== undefined) throw failure(endedBy, flaw.startsWith('loses') ? '' : text)
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
    state.ends.delete(end)
    if (flaw !== 'goes on after a break') state.running -= 1
    if (!hasEnded) state.cancelled += 1
    if (!hasEnded || flaw === 'gives a receipt for any end')
      options.onCancelled?.({ confirmed: true, by: 'in-process', after_ms: 0 })
  }
}

function rollDice(params: Values, flaw: string, { cancelled }: State): number {
  if (flaw === 'never repeats') return Math.random()
  if (flaw === 'remembers a cancelled answer') return cancelled
  const isGreedy = params['temperature'] === 0 || flaw.includes('one answer')
  return isGreedy ? 0 : Number(params['seed'] ?? Math.random() * 1000)
}

async function* inOneGo(answer: AsyncIterable<ChatEvent>): AsyncGenerator<ChatEvent, void> {
  yield* await Array.fromAsync(answer)
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
