import { type Capability, type ModelInfo, type ServerFacts, VenomError } from '@venom/core'

import { correctAddress } from '../adapter/correct-address.js'
import { isObject, tryParse } from '../adapter/read-json.js'
import type { Reply, RequestOptions, Transport } from '../adapter/transport.js'
import { toServerError } from './failure.js'
import { requestsInWork, tellsOfAdapters } from './metrics.js'
import { toModels } from './models.js'
import { askRoutes } from './routes.js'
import { type ModelsReply, modelsReply, versionReply } from './wire.js'

/** Everything a vLLM says of itself. */
export interface Description {
  readonly server: ServerFacts
  readonly models: readonly ModelInfo[]
  /** Where each adapter was loaded from. */
  readonly adapterPaths: ReadonlyMap<string, string>
  /** What `/metrics` says; empty where it says nothing. */
  readonly metrics: string
}

/**
 * Asks a server what it is. What none of its routes tells (0.32.0): whether it parses tool calls and reasoning, whether its model
 * reads images, and which `generation_config.json` it was started with. None of that is claimed, nor withheld: it is sent, and
 * refused by the server in its own words. Only a chat that is refused on purpose would tell of tools, and count as a fault there.
 * @throws {VenomError} `runtime.*` when it cannot be asked, is no vLLM, or its engine is dead.
 */
export async function describe(transport: Transport, options: RequestOptions = {}): Promise<Description> {
  const { version, list, alive, metrics, adapters } = await askRoutes(transport, options)
  const known = versionReply.safeParse(read(version))
  const models = modelsReply.safeParse(read(list))
  if (known.success && alive.status === 503) throw dead(transport.url)
  if (isForeignRefusal(version)) throw foreign(transport.url, version)
  for (const { status, text } of [list, version]) {
    if (status !== 200 && status !== 404) throw toServerError(status, text, transport.url)
  }
  if (!known.success) throw models.success ? otherServer(transport.url, version) : foreign(transport.url, version)
  if (!models.success) throw foreign(transport.url, list, '/v1/models')
  // LocalAI tells its version in the same place and the same words.
  if (!models.data.data.some(isVllms)) throw otherServer(transport.url, list, '/v1/models')
  return {
    server: { kind: 'vllm', version: known.data.version, capabilities: toCapabilities(metrics, adapters) },
    models: toModels(models.data),
    adapterPaths: new Map(
      models.data.data.flatMap(({ id, parent, root }) =>
        typeof parent === 'string' && typeof root === 'string' ? [[id, root]] : [],
      ),
    ),
    metrics: metrics.status === 200 ? metrics.text : '',
  }
}

/** Each of vLLM's entries names it as its owner, whatever else it tells. */
function isVllms({ owned_by }: ModelsReply['data'][number]): boolean {
  return owned_by === 'vllm'
}

function read({ status, text }: Reply): unknown {
  return status === 200 ? tryParse(text) : undefined
}

function dead(server: string): VenomError {
  const message = `The engine of the vLLM at ${server} is dead: it answers no more. Start the server again.`
  return new VenomError('runtime.failed', message, { details: { server } })
}

function otherServer(server: string, reply: Reply, route = '/version'): VenomError {
  const message = `What answers at ${server} speaks OpenAI’s protocol, but is no vLLM: ${route} says ${said(reply)}. Choose the adapter that fits the server.`
  return new VenomError('runtime.foreign', message, { details: { server } })
}

function foreign(server: string, reply: Reply, route = '/version'): VenomError {
  const message = `What answers at ${server} is no vLLM: ${route} says ${said(reply)}. ${correctAddress(server)}`
  return new VenomError('runtime.foreign', message, { details: { server } })
}

/** vLLM asks for its key under /v1 alone, and refuses in one text: an object is a llama-server's, which guards everything. */
function isForeignRefusal({ status, text }: Reply): boolean {
  const reply = tryParse(text)
  return status === 401 && isObject(reply) && isObject(reply['error'])
}

function said(reply: Reply): string {
  return reply.said || 'nothing'
}

function toCapabilities(metrics: Reply, adapters: Reply): readonly Capability[] {
  const capabilities: Capability[] = ['response-format']
  const tells = metrics.status === 200 && requestsInWork(metrics.text) !== null
  if (tells) capabilities.push('cancel-receipt')
  // A route that takes only POST answers 405; one that is not there 404. It can be there without the engine's room for adapters.
  if (adapters.status === 405 && (!tells || tellsOfAdapters(metrics.text))) capabilities.push('adapters')
  return capabilities
}
