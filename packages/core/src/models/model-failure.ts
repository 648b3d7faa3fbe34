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

/** `model.ambiguous`, with the addresses that would be clear, those of models that are only known by the name among them. */
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

/**
 * `model.unknown`, with what was searched. While a runtime did not answer nobody knows whether it has the model: then it is that
 * runtime's own error; of several the first that may come back by itself.
 */
export function unknownModel(name: string, searched: readonly Searched[]): VenomError {
  const asked = searched.map(({ runtime }) => runtime.id)
  const problems = searched.flatMap(({ problem }) => problem ?? [])
  const first = problems.find(({ retryable }) => retryable) ?? problems[0]
  const details = { model: shorten(name), searched: asked }
  if (first === undefined) {
    const where = asked.length === 0 ? 'No runtime is configured.' : `Searched: ${list(asked)}.`
    return new VenomError('model.unknown', `No runtime has the model \`${nameOf(name)}\`. ${where}`, { details })
  }
  if (problems.length === asked.length) return first
  const silent = searched.flatMap(({ runtime, problem }) => (problem === undefined ? [] : [runtime.id]))
  const message = `\`${nameOf(name)}\` may be on ${silent.join(' or ')}, which cannot be asked: ${first.message} No other runtime has it.`
  return new VenomError(first.code, message, {
    details: { ...details, silent },
    retryable: first.retryable,
    cause: first,
  })
}

function pick(known: readonly string[]): string {
  return known.length === 0 ? 'None is configured.' : `Pick one of: ${list(known)}.`
}

function list(names: readonly string[]): string {
  return names.join(', ')
}

/** Of a model that is named by the path of its file, the file: the folders tell of the machine, and nothing of the model. */
function nameOf(model: string): string {
  return shorten(model.replace(/^(?:\/|[A-Za-z]:\\).*[\\/]/, ''))
}

function shorten(name: string): string {
  return name.length > 200 ? `${name.slice(0, 200)}…` : name
}
