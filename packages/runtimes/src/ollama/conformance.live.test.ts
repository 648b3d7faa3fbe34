import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { type OllamaOptions, type OllamaServer, startOllama } from '../../../../tests/live/ollama.js'
import { runtimeCases } from '../conformance.js'
import { ollama } from './ollama.js'

/** 900 numbers: the tiny model alone would repeat itself, which Ollama ends. */
const endlessFormat = {
  type: 'json_schema',
  schema: { type: 'array', items: { type: 'integer', minimum: 10, maximum: 99 }, minItems: 900 },
} as const

/**
 * An answer that is cancelled between two tokens may keep its place in the queue for ever: the server's sender waits for a reader
 * that has gone (server/routes.go, live: 2 of 100 on a busy machine). With more places than cancels no case waits for one.
 */
const env = { OLLAMA_NUM_PARALLEL: '16' }

const servers: readonly (OllamaOptions & { readonly title: string })[] = [
  { title: 'Ollama 0.34.4', version: '0.34.4', env },
  {
    title: 'Ollama 0.34.4 with the chat template of the GGUF',
    version: '0.34.4',
    env: { ...env, OLLAMA_GO_TEMPLATE: 'false' },
  },
  { title: 'Ollama 0.34.0', version: '0.34.0', env },
  { title: 'Ollama 0.24.0', version: '0.24.0', env },
]

describe.each(servers)('C01, C02, C03, C05, C06, C08, T12, T13: $title', ({ title: _, ...options }) => {
  let server: OllamaServer
  beforeAll(async () => {
    server = await startOllama(options)
  })
  afterAll(() => server.stop())

  const cases = runtimeCases({
    model: 'pico:latest',
    open: (url) => Promise.resolve(ollama({ url: url ?? server.url })),
    isBusy: () => server.isBusy(),
    endlessPrompt: 'Count.',
    endlessFormat,
    longPrompt: 'la '.repeat(40_000),
    countsOverflow: options.version !== '0.24.0',
    server: {
      get url() {
        return server.url
      },
      path: '/api/chat',
      wire: {
        boundary: '\n',
        prefix: '',
        errorFrame: '{"error":"it broke"}\n',
        brokenFrame: '{"model":"pico:latest","message":{"content":" la"\n',
        terminator: '"done":true',
      },
    },
  })

  test.each(cases)('$id: $title', async ({ run }) => {
    await expect(run(AbortSignal.timeout(60_000))).resolves.toBeUndefined()
  })
})
