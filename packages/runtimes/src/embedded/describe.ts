import { setTimeout as sleep } from 'node:timers/promises'

import { type CallOptions, type Health, untilAborted, VenomError } from '@venom/core'

import type { Handles } from './context.js'

/** Longest that a question about health may take, in milliseconds. */
const healthTimeoutMs = 2_000

/** How long it waits for llama.cpp to start; one that takes longer will answer all the same, as an answer waits for it. */
const startPatienceMs = 1_000

/** Whether it can answer: the package is there, the file is a model, and llama.cpp did not fail to start. Never throws. */
export async function health(handles: Handles, { signal }: CallOptions): Promise<Health> {
  const limit = AbortSignal.timeout(healthTimeoutMs)
  try {
    return await untilAborted(ask(handles), signal === undefined ? limit : AbortSignal.any([signal, limit]))
  } catch (thrown) {
    if (!VenomError.is(thrown) || thrown.code === 'runtime.cancelled') {
      return {
        state: 'starting',
        code: 'runtime.starting',
        hint: 'The embedded engine is still starting. Ask again in a moment.',
      }
    }
    const state = thrown.code === 'embedded.not_installed' ? 'not-installed' : 'unreachable'
    return { state, code: thrown.code, hint: thrown.message }
  }
}

async function ask(handles: Handles): Promise<Health> {
  const server = await handles.facts()
  await handles.file()
  await Promise.race([handles.start(), sleep(startPatienceMs, null, { ref: false })])
  return { state: 'ready', server }
}
