import { dirname } from 'node:path'
import { rm } from 'node:fs/promises'

import { type Cockpit, startCockpit } from './cockpit.js'
import { startLlamaServer } from './llama-server.js'
import { longWindowArgs, tinyModelWithWindow } from './long-window.js'
import { startOllama } from './ollama.js'
import { startVllm } from './vllm.js'

/** The runtimes that the stories of the Cockpit are told on. */
export const runtimeKinds = ['embedded', 'llama-server', 'ollama', 'vllm'] as const

/** One of them. */
export type RuntimeKindName = (typeof runtimeKinds)[number]

/** What runs a model beside our own server. */
export interface StageServer {
  readonly url: string
  /** Whether it works on an answer. */
  isBusy(): Promise<boolean>
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
}

/** The Cockpit's server, with a model that can answer for seconds. */
export interface Stage extends AsyncDisposable {
  readonly cockpit: Cockpit
  /** Address of the model. */
  readonly model: string
  /** What the page calls its runtime. */
  readonly runtimeName: string
  /** What its runtime calls a parameter. */
  wireName(parameter: string): string
  /** What runs the model; undefined where our own server does. */
  readonly server: StageServer | undefined
}

/** Starts all that a story needs. */
export async function setStage(kind: RuntimeKindName): Promise<Stage> {
  switch (kind) {
    case 'embedded':
      return embeddedStage()
    case 'llama-server':
      return llamaStage()
    case 'ollama':
      return ollamaStage()
    case 'vllm':
      return vllmStage()
  }
}

async function embeddedStage(): Promise<Stage> {
  const path = await tinyModelWithWindow(16_384)
  const cockpit = await startCockpit({ model: path })
  return {
    cockpit,
    model: 'pico',
    runtimeName: 'embedded llama.cpp',
    wireName: itself,
    server: undefined,
    async [Symbol.asyncDispose]() {
      await cockpit.stop()
      await rm(dirname(path), { recursive: true })
    },
  }
}

// Elsewhere the model is called nova, as the embedded one is there as well; and it is greedy, so that a long answer is long.

async function llamaStage(): Promise<Stage> {
  const llama = await startLlamaServer({ args: ['--alias', 'nova', '--temp', '0', ...longWindowArgs] })
  const isBusy = async (): Promise<boolean> => (await llama.slots()).some(({ busy }) => busy)
  return served(
    { id: 'llama-server', model: 'nova', runtimeName: 'llama-server', wireName: itself },
    { ...llama, isBusy },
  )
}

/**
 * On its other path Ollama ends an answer that repeats one word, and there would be no long one. A cancel can cost it a place for good
 * (seen on 0.34.4 and 0.34.0): it has more of them than the stories cancel answers.
 */
async function ollamaStage(): Promise<Stage> {
  const gguf = await tinyModelWithWindow(16_384)
  const parameters = { temperature: 0, num_ctx: 16_384 }
  const ollama = await startOllama({
    env: { OLLAMA_GO_TEMPLATE: 'false', OLLAMA_NUM_PARALLEL: '16' },
    models: { nova: { gguf, parameters } },
  })
  await rm(dirname(gguf), { recursive: true })
  return served(
    { id: 'ollama', model: 'nova:latest', runtimeName: 'Ollama', wireName: (name) => `options.${name}` },
    ollama,
  )
}

async function vllmStage(): Promise<Stage> {
  const vllm = await startVllm({
    name: 'nova',
    maxLength: 8_192,
    env: { VLLM_ALLOW_LONG_MAX_MODEL_LEN: '1' },
    args: ['--override-generation-config', '{"temperature":0.0}', '--num-gpu-blocks-override', '128'],
  })
  return served({ id: 'vllm', model: 'nova', runtimeName: 'vLLM', wireName: itself }, vllm)
}

async function served(
  { id, ...names }: Pick<Stage, 'model' | 'runtimeName' | 'wireName'> & { readonly id: string },
  server: StageServer & { stop(): Promise<void> },
): Promise<Stage> {
  const cockpit = await startCockpit({ runtimes: { [id]: server.url } })
  return {
    cockpit,
    ...names,
    server,
    async [Symbol.asyncDispose]() {
      await cockpit.stop()
      await server.stop()
    },
  }
}

function itself(name: string): string {
  return name
}
