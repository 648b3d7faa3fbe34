import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startVllm, type VllmServer, vllmStartMs } from '../../../../tests/live/vllm.js'
import { runtimeCases } from '../conformance.js'
import { vllm } from './vllm.js'

let server: VllmServer
beforeAll(async () => {
  server = await startVllm()
}, vllmStartMs)
afterAll(() => server.stop())

describe('C01, C02, C03, C04, C05, C06, C08, T12, T13: vLLM', () => {
  const cases = runtimeCases({
    model: 'pico',
    open: (url) => Promise.resolve(vllm({ url: url ?? server.url })),
    isBusy: () => server.isBusy(),
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
        errorFrame:
          'data: {"error": {"message": "It broke.", "type": "InternalServerError", "param": null, "code": 500}}\n\n',
        brokenFrame: 'data: {"choices":[{"delta":{"content":" la"\n\n',
        terminator: 'data: [DONE]',
      },
    },
  })

  test.each(cases)('$id: $title', async ({ run }) => {
    await expect(run(AbortSignal.timeout(60_000))).resolves.toBeUndefined()
  })
})
