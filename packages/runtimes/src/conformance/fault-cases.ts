import { type ChatOptions, type ErrorCode, type Runtime, VenomError } from '@venom/core'

import { ensure, ensureEqual, pause } from './assert.js'
import type { ConformanceCase, ConformanceHarness, ConformanceServer, WireSamples } from './conformance-case.js'
import { type Fault, type FaultProxy, startFaultProxy } from './fault-proxy.js'
import { answer, ask, askEndless, ensureFailed, listen, nameOf } from './listen.js'

const page = '<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>'
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

interface Spoilt {
  readonly id: string
  readonly title: string
  /** `middle` is half of the answer's bytes. */
  readonly fault: (middle: number, wire: WireSamples) => Fault
  readonly options?: ChatOptions
  /** Absent: the answer comes whole in spite of the fault. */
  readonly code?: ErrorCode
  /** The fault comes before any text. Default: false. */
  readonly isEarly?: boolean
}

const inMiddle = (after: number, { boundary }: WireSamples, bytes: Uint8Array): Fault => ({
  type: 'insert',
  after,
  boundary,
  bytes,
})

const faults: readonly Spoilt[] = [
  {
    id: 'fault.no-reply',
    title: 'a connection that is reset before any reply is a runtime that does not answer',
    isEarly: true,
    fault: () => ({ type: 'refuse' }),
    code: 'runtime.unreachable',
  },
  {
    id: 'fault.page',
    title: 'a page of something else is no answer',
    isEarly: true,
    fault: () => ({ type: 'replace', contentType: 'text/html', body: page }),
    code: 'runtime.foreign',
  },
  {
    id: 'fault.bad-gateway',
    title: 'an error page of a proxy is a failed answer',
    isEarly: true,
    fault: () => ({ type: 'replace', status: 502, contentType: 'text/html', body: page }),
    code: 'runtime.failed',
  },
  {
    id: 'fault.silent',
    title: 'no reply at all ends by the first-byte timeout',
    isEarly: true,
    fault: () => ({ type: 'stall', after: 0 }),
    options: { timeouts: { firstByteMs: 300 } },
    code: 'runtime.timeout',
  },
  {
    id: 'fault.reset',
    title: 'a reset in mid-answer keeps the text',
    fault: (after) => ({ type: 'reset', after }),
    code: 'runtime.stream_truncated',
  },
  {
    id: 'fault.closed',
    title: 'a closed connection in mid-answer is no success',
    fault: (after) => ({ type: 'close', after }),
    code: 'runtime.stream_truncated',
  },
  {
    id: 'fault.no-terminator',
    title: 'a reply that ends properly without its terminator is no success',
    fault: (_, { terminator }) => ({ type: 'drop-from', text: terminator }),
    code: 'runtime.stream_truncated',
  },
  {
    id: 'fault.stalled',
    title: 'silence in mid-answer ends by the idle timeout',
    fault: (after) => ({ type: 'stall', after }),
    options: { timeouts: { idleMs: 300 } },
    code: 'runtime.timeout',
  },
  {
    id: 'fault.bad-utf8',
    title: 'bytes that are no text break the answer off',
    fault: (after, wire) => inMiddle(after, { ...wire, boundary: '' }, Uint8Array.of(0xc3, 0x28, 0xff)),
    code: 'runtime.stream_malformed',
  },
  {
    id: 'fault.nul',
    title: 'a NUL within a frame breaks the answer off',
    fault: (after, wire) => inMiddle(after, wire, encode(wire.brokenFrame.replace(/(.)(\s*)$/, '$1\u0000$2'))),
    code: 'runtime.stream_malformed',
  },
  {
    id: 'fault.half-line',
    title: 'half a frame breaks the answer off',
    fault: (after, wire) => inMiddle(after, wire, encode(wire.brokenFrame)),
    code: 'runtime.stream_malformed',
  },
  {
    id: 'fault.long-line',
    title: '16 MB in one line break the answer off',
    fault: (after, wire) => inMiddle(after, wire, encode(wire.prefix + 'a'.repeat(16 << 20) + wire.boundary)),
    code: 'runtime.stream_malformed',
  },
  {
    id: 'fault.error-frame',
    title: 'an error in mid-stream is thrown with the text',
    fault: (after, wire) => inMiddle(after, wire, encode(wire.errorFrame)),
    code: 'runtime.failed',
  },
  {
    id: 'fault.resumed',
    title: 'an answer that was frozen for a while comes whole',
    fault: (after) => ({ type: 'stall', after, forMs: 500 }),
  },
  { id: 'fault.split', title: 'bytes that come one by one make the same answer', fault: () => ({ type: 'split' }) },
  {
    id: 'fault.slow',
    title: 'a slow network makes the same answer',
    fault: (middle) => ({ type: 'slow', bytesPerSecond: middle * 2 }),
  },
  {
    id: 'fault.repeated-end',
    title: 'what comes after the terminator is ignored',
    fault: (_, { terminator }) => ({ type: 'repeat-from', text: terminator }),
  },
]

/** What can go wrong between us and a server. Empty for a runtime in this process. */
export function faultCases(harness: ConformanceHarness): readonly ConformanceCase[] {
  const { server } = harness
  if (server === undefined) return []
  return [
    ...faults.map(({ id, title, ...spoilt }) => ({
      id,
      title,
      run: (signal: AbortSignal) => runFault(harness, server, spoilt, signal),
    })),
    {
      id: 'fault.gone',
      title: 'a server that is gone is unreachable: for a chat, for its models and in its health',
      run: (signal) =>
        throughProxy(harness, server, async (runtime, proxy) => {
          await proxy.close()

          ensureFailed(await listen(runtime.chat(ask(harness, 'Hello.'), { signal })), 'runtime.unreachable')
          const thrown: unknown = await runtime.models({ signal }).then(
            () => 'a list',
            (error: unknown) => error,
          )
          ensure(VenomError.is(thrown, 'runtime.unreachable'), `Its models are ${nameOf(thrown)}.`)
          ensureEqual((await runtime.health({ signal })).state, 'unreachable', 'health')
        }),
    },
    {
      id: 'fault.nothing-before-next',
      title: 'nothing is asked before the first next, and no answer for a refused request',
      run: (signal) =>
        throughProxy(harness, server, async (runtime, proxy) => {
          const asked = proxy.allRequests()
          const unread = runtime.chat(ask(harness, 'Hello.'), { signal })[Symbol.asyncIterator]()
          await listen(runtime.chat(ask(harness, 'Hello.'), { signal: AbortSignal.abort() }))
          await pause(50)

          ensureEqual(proxy.allRequests() - asked, 0, 'requests before next')
          await listen(runtime.chat(ask(harness, 'Hello.', { no_such_parameter: 1 }), { signal, strict: true }))
          ensureEqual(proxy.requests(), 0, 'requests for an answer')
          await unread.return?.()
        }),
    },
  ]
}

async function runFault(
  harness: ConformanceHarness,
  server: ConformanceServer,
  { fault, options, code, isEarly = false }: Omit<Spoilt, 'id' | 'title'>,
  signal: AbortSignal,
): Promise<void> {
  await throughProxy(harness, server, async (runtime, proxy) => {
    const request = askEndless(harness, { temperature: 0, max_tokens: 60 })
    const whole = await answer(runtime, request, { signal })
    proxy.use(fault(Math.round(proxy.bodyBytes() / 2), server.wire))
    const heard = await listen(runtime.chat(request, { ...options, signal }))
    proxy.use({ type: 'pass' })

    if (code === undefined) {
      ensure(heard.thrown === undefined, `It failed: ${String(heard.thrown)}`)
      ensureEqual(heard.text, whole.text, 'text')
    } else {
      const { text } = ensureFailed(heard, code).partial
      ensure(isEarly || text !== '', 'The partial text is empty.')
      ensure(whole.text.startsWith(text), `The partial text “${text}” is no beginning of the answer.`)
    }
    ensureEqual((await answer(runtime, request, { signal })).text, whole.text, 'answer after the fault')
  })
}

async function throughProxy(
  harness: ConformanceHarness,
  { url, path }: ConformanceServer,
  body: (runtime: Runtime, proxy: FaultProxy) => Promise<void>,
): Promise<void> {
  const proxy = await startFaultProxy(url, { path })
  const runtime = await harness.open(proxy.url)
  try {
    await body(runtime, proxy)
  } finally {
    await runtime.close()
    await proxy.close()
  }
}
