import { dirname } from 'node:path'
import { rm } from 'node:fs/promises'

import { type Cockpit, startCockpit } from './cockpit.js'
import { type LlamaServer, startLlamaServer } from './llama-server.js'
import { longWindowArgs, tinyModelWithWindow } from './long-window.js'

/** The runtimes that the stories of the Cockpit are told on. */
export const runtimeKinds = ['embedded', 'llama-server'] as const

/** One of them. */
export type RuntimeKindName = (typeof runtimeKinds)[number]

/** The Cockpit's server, with a model that can answer for seconds. */
export interface Stage extends AsyncDisposable {
  readonly cockpit: Cockpit
  /** Address of the model. */
  readonly model: string
  /** What the page calls its runtime. */
  readonly runtimeName: string
  /** What runs the model; undefined where our own server does. */
  readonly llama: LlamaServer | undefined
}

/** Starts all that a story needs. */
export async function setStage(kind: RuntimeKindName): Promise<Stage> {
  return kind === 'embedded' ? embeddedStage() : llamaStage()
}

async function embeddedStage(): Promise<Stage> {
  const path = await tinyModelWithWindow(16_384)
  const cockpit = await startCockpit({ model: path })
  return {
    cockpit,
    model: 'pico',
    runtimeName: 'embedded llama.cpp',
    llama: undefined,
    async [Symbol.asyncDispose]() {
      await cockpit.stop()
      await rm(dirname(path), { recursive: true })
    },
  }
}

async function llamaStage(): Promise<Stage> {
  // Not the name of the embedded model, which is there as well; and greedy like that one, so that a long answer is long.
  const llama = await startLlamaServer({ args: ['--alias', 'nova', '--temp', '0', ...longWindowArgs] })
  const cockpit = await startCockpit({ runtimes: { 'llama-server': llama.url } })
  return {
    cockpit,
    model: 'nova',
    runtimeName: 'llama-server',
    llama,
    async [Symbol.asyncDispose]() {
      await cockpit.stop()
      await llama.stop()
    },
  }
}
