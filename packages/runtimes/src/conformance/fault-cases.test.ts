import { type ChatEvent, type FinishEvent, type Runtime, toSchema, translate, VenomError } from '@venom/core'
import { httpServer } from '@venom/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { done, sse, word } from '../__fixtures__/served-chat.js'
import type { AnswerSink } from '../adapter/answer-sink.js'
import { ask } from '../adapter/ask.js'
import { toHealth } from '../adapter/health.js'
import { parseJson } from '../adapter/read-json.js'
import { type AnswerReader, readSse } from '../adapter/read-sse.js'
import { streamChat } from '../adapter/stream-chat.js'
import { createTransport } from '../adapter/transport.js'
import type { ConformanceHarness } from './conformance-case.js'
import { faultCases } from './fault-cases.js'

const facts = { kind: 'toy', version: '1', capabilities: [] } as const
const said = Array.from({ length: 60 }, (_, index) => word(`${index} `)).join('') + done

let server: Awaited<ReturnType<typeof httpServer>>
beforeAll(async () => {
  server = await httpServer((request, reply) => {
    request.resume()
    if (request.method === 'POST') reply.writeHead(200, sse).end(said)
    else reply.end('[]')
  })
})
afterAll(() => server.close())

// Bad samples: each is a runtime with one flaw, which the case beside it has to refuse.
const samples = [
  { flaw: 'calls every failure a success', id: 'fault.no-reply', why: /ended well, expected runtime\.unreachable/ },
  { flaw: 'calls every failure a success', id: 'fault.page', why: /ended well, expected runtime\.foreign/ },
  { flaw: 'calls every failure a success', id: 'fault.bad-gateway', why: /ended well, expected runtime\.failed/ },
  { flaw: 'calls every failure a success', id: 'fault.silent', why: /ended well, expected runtime\.timeout/ },
  { flaw: 'calls every failure a success', id: 'fault.reset', why: /ended well, expected runtime\.stream_truncated/ },
  { flaw: 'calls every failure a success', id: 'fault.closed', why: /ended well, expected runtime\.stream_truncated/ },
  { flaw: 'calls every failure a success', id: 'fault.no-terminator', why: /ended well, expected runtime\.stream_tr/ },
  { flaw: 'calls every failure a success', id: 'fault.stalled', why: /ended well, expected runtime\.timeout/ },
  {
    flaw: 'calls every failure a success',
    id: 'fault.bad-utf8',
    why: /ended well, expected runtime\.stream_malformed/,
  },
  { flaw: 'calls every failure a success', id: 'fault.nul', why: /ended well, expected runtime\.stream_malformed/ },
  { flaw: 'calls every failure a success', id: 'fault.half-line', why: /ended well, expected runtime\.stream_malfor/ },
  { flaw: 'calls every failure a success', id: 'fault.long-line', why: /ended well, expected runtime\.stream_malfor/ },
  { flaw: 'calls every failure a success', id: 'fault.error-frame', why: /ended well, expected runtime\.failed/ },
  { flaw: 'has no patience', id: 'fault.resumed', why: /^It failed: .*300 ms/ },
  { flaw: 'has no patience', id: 'fault.slow', why: /^It failed: .*300 ms/ },
  { flaw: 'takes a piece for a frame', id: 'fault.split', why: /^It failed: .*JSON/ },
  { flaw: 'reads on after the end', id: 'fault.repeated-end', why: /^It failed: .*once more/ },
  { flaw: 'remembers its models', id: 'fault.gone', why: /^Its models are a list/ },
  { flaw: 'asks unasked', id: 'fault.nothing-before-next', why: /^requests before next: expected 0, got 2/ },
]

test.each(samples)('a runtime that $flaw fails $id', async ({ flaw, id, why }) => {
  await expect(run(id, flaw)).rejects.toThrow(why)
})

test.each(faultCases(harness('')))('C06: a runtime without a flaw passes $id', async ({ id }) => {
  await expect(run(id, '')).resolves.toBeUndefined()
})

test('every case about a fault has its bad sample', () => {
  expect(samples.map(({ id }) => id).toSorted()).toEqual(
    faultCases(harness(''))
      .map(({ id }) => id)
      .toSorted(),
  )
})

async function run(id: string, flaw: string): Promise<void> {
  const found = faultCases(harness(flaw)).find((one) => one.id === id)
  if (found === undefined) throw new Error(`There is no case ${id}.`)
  await found.run(AbortSignal.timeout(10_000))
}

function harness(flaw: string): ConformanceHarness {
  return {
    model: 'small',
    open: async (url) => flawed(url ?? server.url, flaw),
    isBusy: () => Promise.resolve(false),
    endlessPrompt: 'Go on.',
    longPrompt: '',
    server: {
      get url() {
        return server.url
      },
      path: '/chat',
      wire: {
        boundary: '\n\n',
        prefix: 'data: ',
        errorFrame: 'event: error\ndata: It broke.\n\n',
        brokenFrame: 'data: {"text":"la"\n\n',
        terminator: 'data: [DONE]',
      },
    },
  }
}

/** A runtime over HTTP, right in everything but `flaw`. */
function flawed(url: string, flaw: string): Runtime {
  const transport = createTransport({ url })
  return {
    id: 'toy',
    kind: 'toy',
    offlineSchema: {},
    health: ({ signal } = {}) =>
      toHealth(
        transport,
        async (options) => {
          await ask(transport, 'GET', '/models', options)
          return facts
        },
        signal,
      ),
    async models(options = {}) {
      if (flaw !== 'remembers its models') await ask(transport, 'GET', '/models', options)
      return [{ id: 'small' }]
    },
    parameters: () => Promise.resolve({ schema: toSchema({}, {}, facts), reported: {} }),
    chat({ model, generation_params = {} }, options = {}) {
      if (flaw === 'asks unasked') ask(transport, 'GET', '/models', {}).catch(() => undefined)
      const answer = streamChat(
        {
          transport,
          contentType: sse['content-type'],
          prepare() {
            const { report } = translate({}, facts, generation_params, { strict: options.strict === true })
            return { start: { type: 'start', model, translation: report }, path: '/chat', body: '{}' }
          },
          read: (sink) => (flaw === 'takes a piece for a frame' ? readHastily(sink) : readWords(sink, flaw)),
          toError: (status) => new VenomError('runtime.failed', `It says ${status}.`),
        },
        new Set(),
        flaw === 'has no patience' ? { ...options, timeouts: { totalMs: 300 } } : options,
      )
      return flaw === 'calls every failure a success' ? endingWell(answer) : answer
    },
    close: () => transport.close(),
  }
}

function readWords(sink: AnswerSink, flaw: string): AnswerReader {
  const waitsForEnd = flaw === 'reads on after the end'
  let isComplete = false
  let hasEnd = false
  function finish(): void {
    isComplete = true
    sink.stopped('stop')
    sink.complete()
  }
  const reader = readSse({
    isComplete: () => isComplete,
    onChunk: (chunk) => sink.text(textOf(chunk)),
    onTerminator() {
      if (hasEnd) throw new VenomError('runtime.stream_malformed', 'It ends once more.')
      hasEnd = true
      if (!waitsForEnd) finish()
    },
  })
  return {
    push: reader.push,
    end() {
      if (hasEnd && !isComplete) finish()
      reader.end()
    },
  }
}

function readHastily(sink: AnswerSink): AnswerReader {
  return {
    push(bytes) {
      for (const frame of Buffer.from(bytes).toString().split('\n\n').filter(Boolean)) {
        const data = frame.slice('data: '.length)
        if (data !== '[DONE]') sink.text(textOf(parseJson(data)))
        else {
          sink.stopped('stop')
          sink.complete()
        }
      }
    },
    end: () => undefined,
  }
}

function textOf(chunk: unknown): string {
  return typeof chunk === 'object' && chunk !== null && 'text' in chunk ? String(chunk.text) : ''
}

async function* endingWell(answer: AsyncIterable<ChatEvent>): AsyncGenerator<ChatEvent, void> {
  const finish: FinishEvent = { type: 'finish', reason: 'stop', usage: {}, timings: {} }
  try {
    yield* answer
  } catch {
    yield finish
  }
}
