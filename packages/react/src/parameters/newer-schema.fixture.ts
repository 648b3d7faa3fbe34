import type { GenerationSchema } from '@venom/core'

const newer: unknown = {
  curve: { type: 'curve', label: 'Noise curve', desc: 'Points of the curve.', default: [0, 0.5, 1] },
}

/** A schema of a server that is newer than this form: of a type that it does not know. */
export const newerSchema: GenerationSchema = isSchema(newer) ? newer : {}

function isSchema(value: unknown): value is GenerationSchema {
  return typeof value === 'object' && value !== null
}
