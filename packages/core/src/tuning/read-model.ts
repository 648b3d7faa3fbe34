import { VenomError } from '../errors/venom-error.js'
import type { Layer } from '../layers/layer.js'
import type { ModelRef } from '../models/model-ref.js'
import { catalogue } from '../parameters/catalogue/catalogue.js'
import { composeSchema } from '../parameters/compose-schema.js'
import type { GenerationSchema } from '../parameters/parameter.js'
import type { ModelInfo } from '../runtime/model-info.js'
import type { CallOptions } from '../runtime/call-options.js'
import type { ModelParameters, Runtime } from '../runtime/runtime.js'
import type { LayerSource } from './tuning.js'

/** What is known of a model apart from what was saved for it. */
export interface ModelReading {
  /** What can be saved: the runtime's word, narrowed by family and manifest. */
  readonly schema: GenerationSchema
  /** What can be asked: also what only the catalogue knows, as a request may be meant for several runtimes. */
  readonly wideSchema: GenerationSchema
  /** Everything below the saved override but the built-in layer; of one standing, lowest first. */
  readonly layers: readonly Layer[]
  /** Whether the runtime answered. */
  readonly live: boolean
}

/**
 * Asks the runtime and the sources about a model. A runtime that cannot be asked is an answer: then the schema is what its
 * adapter and the sources know.
 *
 * @throws {VenomError} `model.unknown` when the runtime answers and has no such model, `runtime.cancelled` on abort.
 */
export async function readModel(
  runtime: Runtime,
  ref: ModelRef,
  sources: readonly LayerSource[],
  call: CallOptions,
): Promise<ModelReading> {
  const [parameters, model] = await Promise.all([readParameters(runtime, ref, call), readInfo(runtime, ref, call)])
  const readings = sources.map((source) => source.read(ref, model))
  const patches = readings.flatMap(({ patch }) => (patch === undefined ? [] : [patch]))
  const known = composeSchema(catalogue, ...patches)
  const schema = composeSchema(parameters?.schema ?? runtime.offlineSchema, ...patches)

  const reported: readonly Layer[] =
    parameters === null ? [] : [{ name: 'runtime', standing: 'reported', values: parameters.reported }]
  return {
    schema,
    wideSchema: { ...known, ...schema },
    layers: [...readings.flatMap((reading) => reading.layers ?? []), ...reported],
    live: parameters !== null,
  }
}

async function readParameters(runtime: Runtime, ref: ModelRef, call: CallOptions): Promise<ModelParameters | null> {
  try {
    return await runtime.parameters(ref.model, call)
  } catch (thrown) {
    const isAnswer = !VenomError.is(thrown) || VenomError.is(thrown, 'model.unknown') || call.signal?.aborted === true
    if (isAnswer) throw thrown
    return null
  }
}

async function readInfo(runtime: Runtime, ref: ModelRef, call: CallOptions): Promise<ModelInfo | null> {
  try {
    const models = await runtime.models(call)
    return models.find(({ id }) => id === ref.model) ?? null
  } catch {
    // Less evidence for the sources; whether the runtime answers is told by its parameters.
    return null
  }
}
