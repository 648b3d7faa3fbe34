import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'

import type { Runtime } from '@venom/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { tinyModelWithWindow } from '../../../../tests/live/long-window.js'
import { runtimeCases } from '../conformance.js'
import { embedded } from './embedded.js'

let modelPath = ''
beforeAll(async () => {
  modelPath = await tinyModelWithWindow(8_192)
})
afterAll(() => rm(dirname(modelPath), { recursive: true }))

describe('C01, C02, C03, C04, C05, C08, T12, T13: the embedded model', () => {
  const cases = runtimeCases({
    model: 'pico',
    open: () => Promise.resolve(embedded({ modelPath })),
    isBusy,
    endlessPrompt: 'Say la again and again.',
    longPrompt: 'la '.repeat(10_000),
  })

  test.each(cases)('$id: $title', async ({ run }) => {
    await expect(run(AbortSignal.timeout(60_000))).resolves.toBeUndefined()
  })
})

/** One answer is generated at a time: another one has to wait as long as that one runs. */
async function isBusy(runtime: Runtime): Promise<boolean> {
  const request = {
    model: 'pico',
    messages: [{ role: 'user', content: 'Hello.' }],
    generation_params: { max_tokens: 1 },
  } as const
  try {
    for await (const event of runtime.chat(request))
      if (event.type === 'progress' && event.phase === 'queue') return true
    return false
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'runtime.busy') return true
    throw error
  }
}
