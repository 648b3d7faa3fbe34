import { VenomError } from '../errors/venom-error.js'
import { checkBounds, checkParameter, type SchemaProblem } from './check-parameter.js'
import { isRecord } from './is-record.js'
import { limits } from './limits.js'
import type { GenerationParameter, GenerationSchema, ParameterNarrowing, SchemaPatch } from './parameter.js'
import { isParameterName } from './parameter-name.js'
import { narrowingShape, parameterShapes } from './parameter-shape.js'

type Reading<T> = { readonly value: T } | { readonly problems: readonly SchemaProblem[] }
type Raw = Readonly<Record<string, unknown>>

/**
 * Reads foreign JSON as a schema. Harmless differences are read leniently: unknown keys are dropped, null counts as absent,
 * and a `list` with one of its options as default is an `enum`. At most 256 parameters of 1,000 options, texts up to 4 KiB.
 *
 * @throws {VenomError} `schema.invalid` when it contradicts itself; the message and `details.problems` name every path.
 */
export function parseSchema(input: unknown): GenerationSchema {
  return parseEntries(input, readParameter)
}

/**
 * Reads foreign JSON as a patch: an entry with a `type` is a whole parameter, one without narrows an existing parameter.
 * Lenient and limited like `parseSchema`.
 *
 * @throws {VenomError} `schema.invalid` when it contradicts itself; the message and `details.problems` name every path.
 */
export function parsePatch(input: unknown): SchemaPatch {
  return parseEntries<GenerationParameter | ParameterNarrowing>(input, (name, raw) =>
    Object.hasOwn(raw, 'type') ? readParameter(name, raw) : readNarrowing(name, raw),
  )
}

function parseEntries<T>(input: unknown, read: (name: string, raw: Raw) => Reading<T>): Readonly<Record<string, T>> {
  if (!isRecord(input)) throw invalid([{ path: '', message: 'It must be an object that maps names to parameters.' }])
  const entries = Object.entries(input)
  if (entries.length > limits.parameters) {
    throw invalid([{ path: '', message: `It has ${entries.length} parameters. Give ${limits.parameters} at most.` }])
  }
  const good: [string, T][] = []
  const problems: SchemaProblem[] = []
  for (const [name, raw] of entries) {
    const reading = readEntry(name, raw, read)
    if ('problems' in reading) problems.push(...reading.problems)
    else good.push([name, reading.value])
  }
  if (problems.length > 0) throw invalid(problems)
  return Object.fromEntries(good)
}

function readEntry<T>(name: string, raw: unknown, read: (name: string, raw: Raw) => Reading<T>): Reading<T> {
  if (!isParameterName(name)) {
    const path = name.slice(0, 64)
    const text = 'cannot be a name. Use a letter, then letters, digits, `_` or `-`, and no name that every object has.'
    return { problems: [{ path, message: `\`${path}\` ${text}` }] }
  }
  if (!isRecord(raw)) return { problems: [{ path: name, message: `\`${name}\` must be an object.` }] }
  return read(name, withoutNulls(raw))
}

function readParameter(name: string, raw: Raw): Reading<GenerationParameter> {
  // Venom's first registry wrote a choice as a list with one default.
  const asEnum = raw['type'] === 'list' && Array.isArray(raw['options']) && !Array.isArray(raw['default'])
  const type = asEnum ? 'enum' : raw['type']
  if (typeof type !== 'string' || !isType(type)) {
    const known = Object.keys(parameterShapes).join(', ')
    return { problems: [{ path: `${name}.type`, message: `\`${name}.type\` must be one of ${known}.` }] }
  }
  const parsed = parameterShapes[type].safeParse({ ...raw, type })
  if (!parsed.success) return { problems: fromIssues(name, parsed.error.issues) }
  const problems = checkParameter(name, parsed.data)
  return problems.length > 0 ? { problems } : { value: parsed.data }
}

function readNarrowing(name: string, raw: Raw): Reading<ParameterNarrowing> {
  const parsed = narrowingShape.safeParse(raw)
  if (!parsed.success) return { problems: fromIssues(name, parsed.error.issues) }
  const problems = checkBounds(name, parsed.data.min, parsed.data.max)
  return problems.length > 0 ? { problems } : { value: parsed.data }
}

function isType(type: string): type is keyof typeof parameterShapes {
  return Object.hasOwn(parameterShapes, type)
}

// Python's serializers write an absent field as null.
function withoutNulls(raw: Raw): Raw {
  const entries = Object.entries(raw).filter(([, part]) => part !== null)
  return Object.fromEntries(entries.map(([key, part]) => [key, isRecord(part) ? withoutNulls(part) : part]))
}

function fromIssues(
  name: string,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): readonly SchemaProblem[] {
  return issues.map(({ path, message }) => {
    const at = [name, ...path].map(String).join('.')
    return { path: at, message: `\`${at}\` ${message}.` }
  })
}

function invalid(problems: readonly SchemaProblem[]): VenomError {
  const shown = problems.slice(0, 10)
  const more = problems.length > shown.length ? ` And ${problems.length - shown.length} more.` : ''
  const message = `The schema cannot be used. ${shown.map((problem) => problem.message).join(' ')}${more}`
  return new VenomError('schema.invalid', message, {
    details: { problems: shown.map(({ path, message: text }) => ({ path, message: text })) },
  })
}
