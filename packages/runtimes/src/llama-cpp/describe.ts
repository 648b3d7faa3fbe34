import { type Capability, type Health, type ModelInfo, type ServerFacts, type Values, VenomError } from '@venom/core'

import { ask } from '../adapter/ask.js'
import { toHealth } from '../adapter/health.js'
import { tryParse } from '../adapter/read-json.js'
import type { RequestOptions, Transport } from '../adapter/transport.js'
import { toServerError } from './failure.js'
import { toModels } from './models.js'
import { toReported, toSamplers } from './parameters.js'
import { modelsReply, type PropsReply, propsReply } from './wire.js'

/** Everything a llama-server says of itself. */
export interface Description {
  readonly server: ServerFacts
  readonly models: readonly ModelInfo[]
  /** Other names that the server takes for its models, and the model they stand for. */
  readonly aliases: ReadonlyMap<string, string>
  readonly reported: Values
  /** The samplers that it applies when a request names none, in their order. */
  readonly samplers: readonly string[]
}

/** Asks a server what it is. @throws {VenomError} `runtime.*` when it cannot be asked or is no llama-server. */
export async function describe(transport: Transport, options: RequestOptions = {}): Promise<Description> {
  const [props, list] = await Promise.all([
    read(transport, '/props', propsReply, options),
    read(transport, '/v1/models', modelsReply, options),
  ])
  const contextTokens = props.default_generation_settings.n_ctx
  return {
    server: { kind: 'llama-cpp', version: props.build_info, capabilities: toCapabilities(props) },
    models: toModels(list, contextTokens),
    aliases: new Map(list.data.flatMap(({ id, aliases }) => (aliases ?? []).map((alias) => [alias, id]))),
    reported: toReported(props.default_generation_settings.params),
    samplers: toSamplers(props.default_generation_settings.params),
  }
}

/** Whether it can answer now. Never throws. */
export function health(transport: Transport, signal: AbortSignal | undefined): Promise<Health> {
  return toHealth(transport, async (options) => (await describe(transport, options)).server, signal)
}

interface Reader<T> {
  safeParse(input: unknown): { readonly success: true; readonly data: T } | { readonly success: false }
}

async function read<T>(transport: Transport, path: string, reader: Reader<T>, options: RequestOptions): Promise<T> {
  const reply = await ask(transport, 'GET', path, options)
  if (reply.status !== 200 && reply.status !== 404) throw toServerError(reply.status, reply.text, transport.url)
  const parsed = reader.safeParse(tryParse(reply.text))
  if (reply.status === 200 && parsed.success) return parsed.data
  const message = `What answers at ${transport.url} is no llama-server: ${path} says ${reply.said || 'nothing'}. Correct the address.`
  throw new VenomError('runtime.foreign', message, { details: { server: transport.url } })
}

function toCapabilities(props: PropsReply): readonly Capability[] {
  const capabilities: Capability[] = ['reasoning', 'response-format', 'progress']
  if (props.chat_template_caps?.supports_tools === true) capabilities.push('tools')
  if (props.modalities?.vision === true) capabilities.push('images')
  if (props.endpoint_slots === true) capabilities.push('cancel-receipt')
  return capabilities
}
