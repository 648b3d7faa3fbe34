import { VenomError } from '../errors/venom-error.js'
import { createCallCache } from '../runtime/call-cache.js'
import { untilAborted } from '../runtime/cancelled.js'
import type { RuntimeDirectory } from '../runtime/directory.js'
import type { ModelInfo } from '../runtime/model-info.js'
import type { CallOptions } from '../runtime/call-options.js'
import type { Runtime } from '../runtime/runtime.js'
import { formatModelRef, type ModelRef } from './model-ref.js'
import { ambiguous, unknownModel, unknownRuntime } from './model-failure.js'

/** A model and the one string that names it everywhere. */
export interface ListedModel extends ModelInfo {
  /** The bare name where no other model could be meant by it and an address can hold it, else `<runtime id>/<model>`. */
  readonly address: string
  /** Id of the runtime that has it. */
  readonly runtime: string
}

/** Why a runtime's models are not in the list. */
export interface ListingProblem {
  readonly runtime: string
  readonly problem: VenomError
}

/** The models of all runtimes that answered, and those that did not. */
export interface ModelListing {
  readonly models: readonly ListedModel[]
  readonly problems: readonly ListingProblem[]
}

/** Where a name is looked for. */
export interface ResolveOptions extends CallOptions {
  /** Id of the only runtime that is meant. Default: any. */
  readonly runtime?: string
}

/** Which runtime has which model. */
export interface ModelIndex {
  /**
   * The model that a string means: `<runtime id>/<model>`, or the bare name when exactly one runtime has it. A model of a
   * named runtime that does not answer is taken at its word, so that its tuning can be read and changed meanwhile.
   *
   * @throws {VenomError} `model.ambiguous` with `candidates`, `runtime.unknown`, `model.unknown` where all that could have it
   * answered, or, where one did not, its own `runtime.*`.
   */
  resolve(name: string, options?: ResolveOptions): Promise<ModelRef>
  /** The models of all runtimes. One that fails is among the `problems` and hides no other. */
  list(options?: CallOptions): Promise<ModelListing>
}

/** How an index asks. */
export interface ModelIndexOptions {
  /** How long a runtime's list is kept, in milliseconds. Default: 5,000. */
  readonly ttlMs?: number
  /** How long a runtime may take to list its models, in milliseconds. Default: 5,000. */
  readonly timeoutMs?: number
  /** Milliseconds of a clock that is never set back. Default: `performance.now`. */
  readonly now?: () => number
}

interface Reading {
  readonly runtime: Runtime
  readonly models: readonly ModelInfo[]
  readonly problem?: VenomError
}

/** Makes the index of a directory. It asks a runtime at most once per `ttlMs`, also about its failures. */
export function createModelIndex(
  directory: RuntimeDirectory,
  { ttlMs = 5_000, timeoutMs = 5_000, now = () => performance.now() }: ModelIndexOptions = {},
): ModelIndex {
  const cache = createCallCache<Reading>({ ttlMs, limit: 256, now })
  const read = (runtime: Runtime, { signal }: CallOptions): Promise<Reading> =>
    cache.get(runtime.id, (shared) => ask(runtime, timeoutMs, shared), signal === undefined ? {} : { signal })
  const readAll = (call: CallOptions): Promise<readonly Reading[]> =>
    Promise.all(directory.list().map((runtime) => read(runtime, call)))

  return {
    resolve: async (name, { runtime: id, ...call } = {}) => {
      const addressed = id === undefined ? directory.list().find((one) => isAddress(one, name)) : directory.get(id)
      if (id !== undefined && addressed === undefined) throw unknownRuntime(id, directory)
      const own = addressed === undefined ? undefined : await read(addressed, call)
      const found = own === undefined ? undefined : findAddressed(own, name)
      if (found !== undefined) return found

      const all = id === undefined ? await readAll(call) : []
      const matches = findEverywhere(all, name)
      if (matches.length > 1) throw ambiguous(name, findMeant(all, name))
      const [match] = matches
      if (match !== undefined) return match
      if (own?.problem !== undefined) return { runtime: own.runtime.id, model: withoutPrefix(own.runtime, name) }
      throw unknownModel(name, own === undefined ? all : [own])
    },
    list: async (call = {}) => toListing(await readAll(call)),
  }
}

async function ask(runtime: Runtime, timeoutMs: number, signal: AbortSignal): Promise<Reading> {
  const deadline = AbortSignal.timeout(timeoutMs)
  const either = AbortSignal.any([signal, deadline])
  try {
    const models = await untilAborted(runtime.models({ signal: either }), either)
    // A server may name a model twice; who asks for it gets the same one.
    return { runtime, models: models.filter(({ id }, index) => models.findIndex((one) => one.id === id) === index) }
  } catch (thrown) {
    if (signal.aborted) throw thrown
    const problem = deadline.aborted
      ? new VenomError('runtime.timeout', `${runtime.id} did not list its models within ${timeoutMs} ms.`)
      : VenomError.is(thrown)
        ? thrown
        : new VenomError('runtime.failed', `${runtime.id} could not list its models.`, { cause: thrown })
    return { runtime, models: [], problem }
  }
}

function findAddressed(own: Reading, name: string): ModelRef | undefined {
  // A model may itself be named `<runtime id>/…`, so the shorter reading comes first.
  const names = [withoutPrefix(own.runtime, name), name]
  const [found] = [isNamed, isAlias].flatMap((fits) => names.flatMap((candidate) => find(own, candidate, fits)))
  return found
}

/** A name counts before an alias: what one runtime calls a model, another may only know it by. */
function findEverywhere(readings: readonly Reading[], name: string): readonly ModelRef[] {
  const named = readings.flatMap((reading) => find(reading, name, isNamed))
  return named.length > 0 ? named : readings.flatMap((reading) => find(reading, name, isAlias))
}

/** All that who says a name may mean. */
function findMeant(readings: readonly Reading[], name: string): readonly ModelRef[] {
  return readings.flatMap((reading) => find(reading, name, (model) => isNamed(model, name) || isAlias(model, name)))
}

function find(
  { runtime, models }: Reading,
  name: string,
  fits: (model: ModelInfo, name: string) => boolean,
): readonly ModelRef[] {
  return models.filter((model) => fits(model, name)).map(({ id }) => ({ runtime: runtime.id, model: id }))
}

function isNamed({ id }: ModelInfo, name: string): boolean {
  return id === name
}

function isAlias({ aliases = [] }: ModelInfo, name: string): boolean {
  return aliases.includes(name)
}

function isAddress(runtime: Runtime, name: string): boolean {
  return name.length > runtime.id.length + 1 && name.startsWith(`${runtime.id}/`)
}

function withoutPrefix(runtime: Runtime, name: string): string {
  return isAddress(runtime, name) ? name.slice(runtime.id.length + 1) : name
}

function toListing(readings: readonly Reading[]): ModelListing {
  const count = new Map<string, number>()
  for (const { models } of readings) for (const { id } of models) count.set(id, (count.get(id) ?? 0) + 1)
  // `.` and `..` alone would be swallowed by a URL.
  const isClear = (name: string): boolean =>
    count.get(name) === 1 && !/^\.{1,2}$/.test(name) && !readings.some(({ runtime }) => isAddress(runtime, name))
  return {
    models: readings.flatMap(({ runtime, models }) =>
      models.map((model) => ({
        ...model,
        address: isClear(model.id) ? model.id : formatModelRef({ runtime: runtime.id, model: model.id }),
        runtime: runtime.id,
      })),
    ),
    problems: readings.flatMap(({ runtime, problem }) =>
      problem === undefined ? [] : [{ runtime: runtime.id, problem }],
    ),
  }
}
