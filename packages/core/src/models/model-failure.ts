import { VenomError } from '../errors/venom-error.js'
import type { RuntimeDirectory } from '../runtime/directory.js'
import type { Runtime } from '../runtime/runtime.js'
import { formatModelRef, type ModelRef } from './model-ref.js'

/** What was asked, and why it did not answer. */
export interface Searched {
  readonly runtime: Runtime
  readonly problem?: VenomError
}

/** `runtime.unknown`, with the ids there are. */
export function unknownRuntime(id: string, directory: RuntimeDirectory): VenomError {
  const known = directory.list().map((runtime) => runtime.id)
  return new VenomError('runtime.unknown', `There is no runtime \`${shorten(id)}\`. ${pick(known)}`, {
    details: { runtime: shorten(id), known },
  })
}

/** `model.ambiguous`, with the addresses that would be clear. */
export function ambiguous(name: string, refs: readonly ModelRef[]): VenomError {
  const candidates = refs.map(formatModelRef)
  return new VenomError(
    'model.ambiguous',
    `Several runtimes have \`${shorten(name)}\`. Say which: ${list(candidates)}.`,
    {
      details: { candidates },
    },
  )
}

/** `model.unknown`, with what was searched; where nobody answered, the first one's own error, as nothing is known then. */
export function unknownModel(name: string, searched: readonly Searched[]): VenomError {
  const silent = searched.flatMap(({ runtime, problem }) => (problem === undefined ? [] : [runtime.id]))
  const asked = searched.map(({ runtime }) => runtime.id)
  const first = searched.find(({ problem }) => problem !== undefined)?.problem
  if (first !== undefined && silent.length === asked.length) return first
  const where = asked.length === 0 ? 'No runtime is configured.' : `Searched: ${list(asked)}.`
  const unheard = silent.length === 0 ? '' : ` Without an answer: ${list(silent)}.`
  return new VenomError('model.unknown', `No runtime has the model \`${shorten(name)}\`. ${where}${unheard}`, {
    details: { model: shorten(name), searched: asked, silent },
    // One of those that did not answer may have it.
    retryable: silent.length > 0,
  })
}

function pick(known: readonly string[]): string {
  return known.length === 0 ? 'None is configured.' : `Pick one of: ${list(known)}.`
}

function list(names: readonly string[]): string {
  return names.join(', ')
}

function shorten(name: string): string {
  return name.length > 200 ? `${name.slice(0, 200)}…` : name
}
