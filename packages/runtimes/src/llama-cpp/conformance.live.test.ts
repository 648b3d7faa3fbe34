import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { type LlamaServer, startLlamaServer } from '../../../../tests/live/llama-server.js'
import { longWindowArgs } from '../../../../tests/live/long-window.js'
import { runtimeCases } from '../conformance.js'
import { llamaCpp } from './llama-cpp.js'

let server: LlamaServer
beforeAll(async () => {
  server = await startLlamaServer({ args: longWindowArgs })
})
afterAll(() => server.stop())

describe('C01, C02, C03, C04, C05, C06, C08, T12, T13: llama-server', () => {
  const cases = runtimeCases({
    model: 'pico',
    open: (url) => Promise.resolve(llamaCpp({ url: url ?? server.url })),
    isBusy: async () => (await server.slots()).some(({ busy }) => busy),
    endlessPrompt: 'Say la again and again.',
    longPrompt: 'la '.repeat(40_000),
    server: {
      get url() {
        return server.url
      },
      path: '/v1/chat/completions',
      wire: {
        boundary: '\n\n',
        prefix: 'data: ',
        errorFrame: 'data: {"error":{"code":500,"message":"It broke.","type":"server_error"}}\n\n',
        brokenFrame: 'data: {"choices":[{"delta":{"content":" la"\n\n',
        terminator: 'data: [DONE]',
      },
    },
  })

  test.each(cases)('$id: $title', async ({ run }) => {
    await expect(run(AbortSignal.timeout(60_000))).resolves.toBeUndefined()
  })
})
