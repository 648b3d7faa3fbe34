import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

import type { ChatEvent, Runtime, Values } from '@venom/core'
import { type HttpServer, httpServer } from '@venom/core/testing'
import { onTestFinished } from 'vitest'

import { ollama } from '../ollama/ollama.js'

/** What a real Ollama of a version said, byte for byte but for times and paths. */
export function recorded(version: string, file: string): Buffer {
  return readFileSync(new URL(`./ollama/${version}/${file}`, import.meta.url))
}

/** One request that was made. */
interface Asked {
  readonly path: string
  readonly body: unknown
}

/** A server that says of itself what a recorded one said. */
export interface ServedOllama extends HttpServer {
  /** Every request so far, in order. */
  readonly asked: readonly Asked[]
  /** The paths of the requests since the last call of this. */
  newPaths(): readonly string[]
}

/** How a request is answered otherwise than the recorded server would; false leaves it as it was. */
export type Otherwise = (path: string, reply: ServerResponse, body: unknown, request: IncomingMessage) => boolean

const files: Readonly<Record<string, string>> = {
  '/api/version': 'version.json',
  '/api/tags': 'tags.json',
  '/api/ps': 'ps.json',
}

/** Serves what a recorded Ollama of `version` said of itself; each chat is answered with `answer`, a recorded file. */
export async function servedOllama(
  version: string,
  answer = 'answer.ndjson',
  otherwise: Otherwise = () => false,
): Promise<ServedOllama> {
  const asked: Asked[] = []
  let seen = 0
  const server = await httpServer((request, reply) => {
    void text(request).then((sent) => {
      const path = request.url ?? ''
      const body: unknown = sent === '' ? undefined : JSON.parse(sent)
      asked.push({ path, body })
      if (otherwise(path, reply, body, request)) return
      const file = fileFor(path, body, answer)
      const type = file.endsWith('.ndjson') ? 'application/x-ndjson' : 'application/json'
      reply.setHeader('content-type', type).end(recorded(version, file))
    })
  })
  return {
    ...server,
    asked,
    newPaths() {
      const paths = asked.slice(seen).map(({ path }) => path)
      seen = asked.length
      return paths
    },
  }
}

function fileFor(path: string, body: unknown, answer: string): string {
  if (path !== '/api/show') return files[path] ?? answer
  return JSON.stringify(body).includes('tuned') ? 'show-tuned.json' : 'show.json'
}

/** A served Ollama and a runtime that asks it, both for the running test. */
export async function serve(version = '0.34.4', otherwise?: Otherwise, answer?: string) {
  const server: ServedOllama = await servedOllama(version, answer, otherwise)
  const runtime = ollama({ url: server.url })
  onTestFinished(async () => {
    await runtime.close()
    await server.close()
  })
  return { server, runtime }
}

/** A server of 0.34.4 with this model in memory, and no other; `windowOf` gives the window of the moment. */
export function holding(name: string, windowOf: () => number): Otherwise {
  const tags = recorded('0.34.4', 'tags.json').toString()
  const digest = new RegExp(`"name":"${name}".*?"digest":"(\\w+)"`).exec(tags)?.[1]
  return (path, reply) => {
    if (path === '/api/ps') reply.end(JSON.stringify({ models: [{ name, digest, context_length: windowOf() }] }))
    return path === '/api/ps'
  }
}

/** A server with no model in memory. */
export const nothingLoaded: Otherwise = (path, reply) => {
  if (path === '/api/ps') reply.end('{"models":[]}')
  return path === '/api/ps'
}

/** A request with one word. */
export function ask(model: string, generation_params: Values = {}) {
  return { model, messages: [{ role: 'user', content: 'Hi' }], generation_params } as const
}

/** All events of an answer that ends well. */
export function collect(runtime: Runtime, request: Parameters<Runtime['chat']>[0]): Promise<ChatEvent[]> {
  return Array.fromAsync(runtime.chat(request))
}
