import * as z from 'zod/mini'
import { VenomError } from '../errors/venom-error.js'
import { isRecord } from '../parameters/is-record.js'
import { limits } from '../parameters/limits.js'
import type { SchemaPatch } from '../parameters/parameter.js'
import { isParameterName } from '../parameters/parameter-name.js'
import { catalogue } from '../parameters/catalogue/catalogue.js'
import { composeSchema } from '../parameters/compose-schema.js'
import { parsePatch } from '../parameters/parse-schema.js'
import { parseValue } from '../parameters/parse-value.js'
import type { ParameterValue, Values } from '../parameters/value.js'

/** What a manifest says of one model, or of all whose names fit a pattern. */
export interface ManifestEntry {
  /** The model's name as its runtime says it; `*` stands for any characters. */
  readonly name: string
  /** Only on the runtime of this id. Absent: on all. */
  readonly runtime?: string
  /** Parameters to add or to narrow. */
  readonly patch: SchemaPatch
  /** Values shown as usual for the model; never sent. */
  readonly defaults: Values
  /** Values sent with every request for the model, unless something above sets others. */
  readonly params: Values
}

/** A manifest file that was read: at most 1,000 entries, in the file's order. */
export interface Manifest {
  readonly models: readonly ManifestEntry[]
}

const entryShape = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(512)),
  runtime: z.nullish(z.string().check(z.minLength(1), z.maxLength(512))),
  capabilities: z.nullish(z.object({ generation_schema: z.optional(z.unknown()) })),
  generation_defaults: z.optional(z.unknown()),
  generation_params: z.optional(z.unknown()),
})
const maxEntries = 1_000

/**
 * Reads a manifest: `{models: [{name, runtime?, capabilities: {generation_schema}, generation_defaults?, generation_params?}]}`.
 * Unknown keys are dropped and null counts as absent. Whether the values fit a model is judged later, by its effective schema.
 *
 * @throws {VenomError} `manifest.invalid`, naming the entry and what is wrong with it.
 */
export function parseManifest(input: unknown): Manifest {
  const models = isRecord(input) ? input['models'] : undefined
  if (!Array.isArray(models)) throw invalid('`models` must be a list. Write the file as {"models": [{"name": …}]}.')
  if (models.length > maxEntries) throw invalid(`It has ${models.length} models. Give ${maxEntries} at most.`)
  const entries: readonly unknown[] = models
  return { models: entries.map((entry, index) => readEntry(`models.${index}`, entry)) }
}

function readEntry(path: string, input: unknown): ManifestEntry {
  const parsed = entryShape.safeParse(input)
  if (!parsed.success) {
    const at = [path, ...(parsed.error.issues[0]?.path ?? [])].map(String).join('.')
    throw invalid(
      `\`${at}\` is not of the expected form. Write {"name": …, "capabilities": {"generation_schema": {…}}}.`,
    )
  }
  const { name, runtime, capabilities, generation_defaults, generation_params } = parsed.data
  return {
    name,
    ...(typeof runtime === 'string' && { runtime }),
    patch: readPatch(`${path}.capabilities.generation_schema`, name, capabilities?.generation_schema ?? {}),
    defaults: readValues(`${path}.generation_defaults`, name, generation_defaults ?? {}),
    params: readValues(`${path}.generation_params`, name, generation_params ?? {}),
  }
}

function readPatch(path: string, name: string, input: unknown): SchemaPatch {
  try {
    const patch = parsePatch(input)
    // Every runtime's schema is made of the catalogue: what does not go with it would fail at the first use of the model.
    composeSchema(catalogue, patch)
    return patch
  } catch (error) {
    if (!VenomError.is(error, 'schema.invalid')) throw error
    throw invalid(`\`${path}\` of ${JSON.stringify(name)}: ${error.message}`, error)
  }
}

function readValues(path: string, name: string, input: unknown): Values {
  if (!isRecord(input)) throw invalid(`\`${path}\` of ${JSON.stringify(name)} must be an object of values.`)
  const entries = Object.entries(input)
  if (entries.length > limits.parameters) throw invalid(`\`${path}\` has more than ${limits.parameters} values.`)
  return Object.fromEntries(
    entries.map(([key, raw]): [string, ParameterValue] => {
      const value = parseValue(raw)
      if (value !== undefined && isParameterName(key)) return [key, value]
      const at = `\`${path}.${key.slice(0, 64)}\` of ${JSON.stringify(name)}`
      throw invalid(`${at} cannot be used. Give a parameter's name and a number, a boolean, a text or a list of texts.`)
    }),
  )
}

function invalid(text: string, cause?: unknown): VenomError {
  return new VenomError('manifest.invalid', `The manifest cannot be used. ${text}`, { cause })
}
