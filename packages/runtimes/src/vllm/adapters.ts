import { type AdapterHost, type ModelInfo, untilAborted, VenomError } from '@venom/core'

import { ask } from '../adapter/ask.js'
import type { Transport } from '../adapter/transport.js'
import { toLoadError, toUnloadError, withoutAdapters } from './adapter-failure.js'
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
    if (spareSlot) refuseLastPlace(places, described.models.filter(isAdapter).length)
    const former = described.adapterPaths.get(id)
    if ((former !== undefined || places.letGo > 0) && !isAbsolute(path)) throw relative(id, path)
    if (former === undefined) return load(id, respell(path, places.letGo), signal)
    const replacement = replace(id, path, former, places.letGo + 1)
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

/**
 * On a processor an answer of the model itself that is computed beside one of an adapter is given the adapter of the last place
 * (0.32.0), so that this one has to stay empty. An adapter that was let go keeps its place in the engine.
 * @see https://github.com/vllm-project/vllm/pull/48421
 */
function refuseLastPlace({ all, letGo }: AdapterPlaces, held: number): void {
  if (all === null || held + letGo < all - 1) return
  const used = `${held} are held, ${letGo} were let go and keep theirs until it is started again`
  const message = `No place for another adapter: the server was started with --max-loras ${all} (vLLM’s default is 1), and one place has to stay empty, as on a processor the model itself would answer as the adapter in it; ${used}. Start it again with --max-loras ${Math.max(all, held + 2)} or more; on a GPU, open this runtime with the option spareAdapterSlot: false.`
  throw new VenomError('adapter.no_room', message, { details: { places: all, held, let_go: letGo } })
}

/** What else vLLM takes is a folder below its own, or a name on a hub: nothing tells the two apart. */
function isAbsolute(path: string): boolean {
  return /^[/~]/.test(path)
}

function badName(id: string): VenomError {
  const message = `The adapter’s name has ${id.length} characters. Give it one of 1 to ${maxIdLength}.`
  return new VenomError('adapter.unusable', message, { details: { length: id.length } })
}

function relative(id: string, path: string): VenomError {
  const message = `The adapter “${id}” cannot be taken from ${path}: this vLLM let adapters go or would now, and may take what it computed with former files for that of new ones. Give the path of the folder from its root, beginning with /.`
  return new VenomError('adapter.unusable', message, { details: { adapter: id, path } })
}

/**
 * The same folder in other words. vLLM keeps what it computed of a prompt under the adapter's name and path, and takes it for that
 * of the new files where both are the same (0.32.0).
 * @see https://github.com/vllm-project/vllm/issues/42125
 */
function respell(path: string, spelling: number): string {
  if (!isAbsolute(path) || spelling === 0) return path
  return plainPath(path) + spelling.toString(2).replaceAll('1', '//.').replaceAll('0', '/.')
}

/** A path without what changes nothing at its end. */
function plainPath(path: string): string {
  let end = path.length
  while (path.endsWith('/', end) || path.endsWith('/.', end)) end -= path.endsWith('/', end) ? 1 : 2
  return path.slice(0, end)
}

function told({ code, message, details, cause }: VenomError, isBack: boolean): VenomError {
  const outcome = isBack
    ? 'The former one is in its place again.'
    : 'The former one could not be put back: list the adapters to see what the server has now.'
  return new VenomError(code, `${message} ${outcome}`, { cause, details: { ...details, restored: isBack } })
}
