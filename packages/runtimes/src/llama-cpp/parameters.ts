import { catalogue, type GenerationSchema, type ParameterValue, type Values } from '@venom/core'

import { mappings } from './mappings.js'

/** `seed` of a server that draws a new one for each answer: the largest 32-bit number. */
const randomSeed = 4_294_967_295

/** The server's own defaults, by neutral name: what `/props` reports for every parameter that we know. */
export function toReported(params: Readonly<Record<string, unknown>>): Values {
  const reported: Record<string, ParameterValue> = {}
  for (const [name, row] of Object.entries(mappings)) {
    const value = 'wire' in row ? toValue(name, params[row.wire]) : undefined
    if (value !== undefined) reported[name] = value
  }
  return reported
}

/** The samplers that the server applies when a request names none, in their order. */
export function toSamplers(params: Readonly<Record<string, unknown>>): readonly string[] {
  const samplers = params['samplers']
  return Array.isArray(samplers) ? samplers.filter((sampler) => typeof sampler === 'string') : []
}

function toValue(name: string, value: unknown): ParameterValue | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number')
    return name === 'seed' && value === randomSeed ? -1 : toOption(name, fromFloat32(value))
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value
  return undefined
}

/** The server computes with 32 bits: 0.95 comes back as 0.949999988079071. Seven digits are what it knows. */
function fromFloat32(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(7))
}

/** An enum's option in the form in which the catalogue has it. */
function toOption(name: string, value: number): ParameterValue {
  const schema: GenerationSchema = catalogue
  const parameter = schema[name]
  if (parameter?.type !== 'enum') return value
  return parameter.options.find((option) => Number(option) === value) ?? value
}
