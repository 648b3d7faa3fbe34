import { runtimeCases } from '@venom/runtimes/conformance'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { type LlamaServer, startLlamaServer } from '../live/llama-server.js'
import { longWindowArgs } from '../live/long-window.js'
import { completionRuntime } from './completion-runtime.js'

let server: LlamaServer
beforeAll(async () => {
  server = await startLlamaServer({ args: longWindowArgs })
})
afterAll(() => server.stop())

describe('C01, C05, C06: an adapter that a stranger wrote', () => {
  const cases = runtimeCases({
    model: 'pico',
    open: (url) => Promise.resolve(completionRuntime(url ?? server.url)),
    isBusy: async () => (await server.slots()).some(({ busy }) => busy),
    endlessPrompt: 'Say la again and again.',
    longPrompt: 'la '.repeat(40_000),
    server: {
      get url() {
        return server.url
      },
      path: '/completion',
      wire: {
        boundary: '\n\n',
        prefix: 'data: ',
        errorFrame: 'data: {"error":{"code":500,"message":"It broke.","type":"server_error"}}\n\n',
        brokenFrame: 'data: {"index":0,"content":" la"\n\n',
        terminator: '"stop":true',
      },
    },
  })

  test.each(cases)('$id: $title', async ({ run }) => {
    await expect(run(AbortSignal.timeout(60_000))).resolves.toBeUndefined()
  })
})
