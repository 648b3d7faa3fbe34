import { type AdapterHost, type ModelInfo, untilAborted, VenomError } from '@venom/core'

import { ask } from '../adapter/ask.js'
import type { Transport } from '../adapter/transport.js'
import { toLoadError, toUnloadError, withoutAdapters } from './adapter-failure.js'
import { isAbsolute, respell } from './adapter-path.js'
import { refuseLastPlace } from './adapter-room.js'
import type { Description } from './describe.js'
import { type AdapterPlaces, readPlaces } from './metrics.js'
import { loadPath, maxIdLength, unloadPath } from './wire.js'

/** What an adapter host is made of. */
export interface HostingOptions {
  readonly transport: Transport
  /** What the server says of itself now. @throws {VenomError} `runtime.*`. */
  describe(signal: AbortSignal | undefined): Promise<Description>
  /** @throws {VenomError} `model.unknown`. */
  requireModel(model: string, described: Description): void
  /** The list of models is another one now. */
  onChanged(): void
  /** Keep the last place empty. */
  readonly spareSlot: boolean
}

/** The adapters of one server. */
export interface Hosting {
  readonly host: AdapterHost
  /** Resolves when an adapter that is just being replaced is there again; undefined where none of this name is. */
  replaced(id: string): Promise<void> | undefined
}

/** How long a server may take to read an adapter, in milliseconds. */
const loadTimeoutMs = 300_000

/**
 * Lets a server take adapters while it runs, one change at a time.
 *
 * An adapter is replaced by letting it go and loading it anew, never by `load_inplace`: after that vLLM 0.32.0 reads the files
 * again for every token, and its engine dies once they are gone. Answers of this runtime wait meanwhile; those that somebody else
 * asks for find no such model for as long as the server reads the files.
 * @see https://github.com/vllm-project/vllm/pull/41482
 */
export function hostAdapters(options: HostingOptions): Hosting {
  const { transport, describe, requireModel, onChanged, spareSlot } = options
  const replacing = new Map<string, Promise<void>>()
  let lastChange: Promise<unknown> = Promise.resolve()
  /** How many adapters this runtime let go. */
  let ownLetGo = 0

  function inTurn(change: () => Promise<void>, signal: AbortSignal | undefined): Promise<void> {
    const turn = lastChange.then(change).finally(onChanged)
    lastChange = turn.catch(() => undefined)
    return untilAborted(turn, signal)
  }

  async function add(model: string, id: string, path: string, signal: AbortSignal | undefined): Promise<void> {
    if (id === '' || id.length > maxIdLength) throw badName(id)
    const described = await describe(signal)
    requireModel(model, described)
    if (!described.server.capabilities.includes('adapters')) throw withoutAdapters(transport.url)
    const places = await askPlaces(model, signal)
    if (spareSlot) refuseLastPlace(places, described.models.filter(isAdapter).length, transport.url)
    const former = described.adapterPaths.get(id)
    const mayBeStale = former !== undefined || (places.letGo ?? ownLetGo) > 0
    if (mayBeStale && !isAbsolute(path)) throw relative(id, path)
    // Where nobody counts, the clock gives a spelling that was never taken, also by whoever asked this server before us.
    const spelling = places.letGo ?? Date.now()
    if (former === undefined) return load(id, respell(path, spelling), signal)
    const replacement = replace(id, path, former, spelling + 1)
    replacing.set(
      id,
      replacement.catch(() => undefined).finally(() => replacing.delete(id)),
    )
    return replacement
  }

  async function askPlaces(model: string, signal: AbortSignal | undefined): Promise<AdapterPlaces> {
    const places = await readPlaces(transport, signal)
    if (!spareSlot || !places.isAwaited) return places
    await post('/v1/completions', { model, prompt: 'a', max_tokens: 1 }, signal)
    return readPlaces(transport, signal)
  }

  // Not given up halfway: the name would be missing.
  async function replace(id: string, path: string, former: string, spelling: number): Promise<void> {
    await unload(id)
    try {
      await load(id, respell(path, spelling))
    } catch (thrown) {
      const isBack = await load(id, respell(former, spelling)).then(
        () => true,
        () => false,
      )
      throw VenomError.is(thrown) ? told(thrown, isBack) : thrown
    }
  }

  async function load(id: string, path: string, signal?: AbortSignal): Promise<void> {
    const reply = await post(loadPath, { lora_name: id, lora_path: path }, signal)
    if (reply.status !== 200) throw toLoadError(reply, id, path, transport.url)
  }

  async function unload(id: string, signal?: AbortSignal): Promise<void> {
    const reply = await post(unloadPath, { lora_name: id }, signal)
    if (reply.status !== 200) throw toUnloadError(reply, id, transport.url)
    ownLetGo += 1
  }

  function post(path: string, body: Readonly<Record<string, string | number>>, signal: AbortSignal | undefined) {
    const given = signal === undefined ? {} : { signal }
    return ask(transport, 'POST', path, { timeoutMs: loadTimeoutMs, ...given }, JSON.stringify(body))
  }

  return {
    host: {
      formats: ['peft'],
      async list(model, { signal } = {}) {
        const described = await describe(signal)
        requireModel(model, described)
        // vLLM lets those go as well that it was started with.
        const removable = described.server.capabilities.includes('adapters')
        return described.models.filter(isAdapter).map(({ id }) => ({ id, removable }))
      },
      add: (model, { id, path }, { signal } = {}) => inTurn(() => add(model, id, path, signal), signal),
      remove: (model, id, { signal } = {}) =>
        inTurn(async () => {
          requireModel(model, await describe(signal))
          await unload(id, signal)
        }, signal),
    },
    replaced: (id) => replacing.get(id),
  }
}

function isAdapter({ adapter_of }: ModelInfo): boolean {
  return adapter_of !== undefined
}

function badName(id: string): VenomError {
  const message = `The adapter’s name has ${id.length} characters. Give it one of 1 to ${maxIdLength}.`
  return new VenomError('adapter.unusable', message, { details: { length: id.length } })
}

function relative(id: string, path: string): VenomError {
  const message = `The adapter “${id}” cannot be taken from ${path}: this vLLM let adapters go or would now, and may take what it computed with former files for that of new ones. Give the path of the folder from its root, beginning with /.`
  return new VenomError('adapter.unusable', message, { details: { adapter: id, path } })
}

function told({ code, message, details, cause }: VenomError, isBack: boolean): VenomError {
  const outcome = isBack
    ? 'The former one is in its place again.'
    : 'The former one could not be put back: list the adapters to see what the server has now.'
  return new VenomError(code, `${message} ${outcome}`, { cause, details: { ...details, restored: isBack } })
}
