import { type Health, VenomError } from '@venom/core'

import { ask } from '../adapter/ask.js'
import { correctAddress } from '../adapter/correct-address.js'
import { toHealth } from '../adapter/health.js'
import { withAside } from '../adapter/with-aside.js'
import { tryParse } from '../adapter/read-json.js'
import type { RequestOptions, Transport } from '../adapter/transport.js'
import { toServerFacts } from './facts.js'
import { toServerError } from './failure.js'
import { commonName } from './names.js'
import { psReply, type TaggedModel, tagsReply, versionReply } from './wire.js'

/** A model in memory. */
export interface LoadedModel {
  readonly name: string
  readonly digest?: string | undefined
  /** The window that it was loaded with, in tokens. */
  readonly context_length?: number | undefined
}

/** What an Ollama says of itself in one go. What it knows of a single model is asked for apart. */
export interface Description {
  readonly version: string
  readonly models: readonly TaggedModel[]
  /** What is in memory; undefined where the server does not say it. */
  readonly loaded: readonly LoadedModel[] | undefined
}

/** Asks a server what it is. @throws {VenomError} `runtime.*` when it cannot be asked or is no Ollama. */
export async function describe(transport: Transport, options: RequestOptions = {}): Promise<Description> {
  const [[{ version }, tags], loaded] = await withAside(
    options,
    (call) =>
      Promise.all([read(transport, '/api/version', versionReply, call), read(transport, '/api/tags', tagsReply, call)]),
    (call) => readLoaded(transport, call),
  )
  return { version, models: tags.models ?? [], loaded }
}

/** The models in memory now. @throws {VenomError} `runtime.*` when the server cannot be asked. */
export async function readLoaded(transport: Transport, options: RequestOptions = {}): Promise<readonly LoadedModel[]> {
  return (await read(transport, '/api/ps', psReply, options)).models ?? []
}

/** A model that a request may call by any of its names; undefined where there is none. */
export function findModel(name: string, { models }: Description): TaggedModel | undefined {
  const asked = commonName(name)
  return models.find((model) => model.name === name) ?? models.find((model) => commonName(model.name) === asked)
}

/** A model in memory, also where it was loaded under another name of the same content. */
export function findLoaded(model: TaggedModel, loaded: readonly LoadedModel[]): LoadedModel | undefined {
  const isSame = ({ digest }: LoadedModel): boolean => digest !== undefined && digest === model.digest
  return loaded.find(({ name }) => name === model.name) ?? loaded.find(isSame)
}

/** Whether it can answer now. Never throws. */
export function health(transport: Transport, signal: AbortSignal | undefined): Promise<Health> {
  return toHealth(transport, async (options) => toServerFacts((await describe(transport, options)).version), signal)
}

interface Reader<T> {
  safeParse(input: unknown): { readonly success: true; readonly data: T } | { readonly success: false }
}

async function read<T>(transport: Transport, path: string, reader: Reader<T>, options: RequestOptions): Promise<T> {
  const reply = await ask(transport, 'GET', path, options)
  if (reply.status !== 200 && reply.status !== 404) throw toServerError(reply.status, reply.text, transport.url)
  const parsed = reader.safeParse(tryParse(reply.text))
  if (reply.status === 200 && parsed.success) return parsed.data
  const message = `What answers at ${transport.url} is no Ollama: ${path} says ${reply.said || 'nothing'}. ${correctAddress(transport.url)}`
  throw new VenomError('runtime.foreign', message, { details: { server: transport.url } })
}
