import type { ParameterValue, Values } from '../parameters/value.js'

/**
 * How far a value can be relied on. `assumed`: ours, from the catalogue, a family or a manifest's defaults; never sent, and
 * never in force unless the server happens to agree. `reported`: the runtime said so itself. `set`: somebody chose it; only
 * these are sent.
 */
export type Standing = 'assumed' | 'reported' | 'set'

/** One source of values. Layers are listed lowest first: a later one beats an earlier one, name by name. */
export interface Layer {
  /** `built-in`, `family`, `manifest`, `runtime`, `override`, `request`, or one of your own. */
  readonly name: string
  readonly standing: Standing
  readonly values: Values
}

/** The value that won for one parameter, who set it, and what it beat (highest first). */
export interface Resolved {
  readonly value: ParameterValue
  readonly layer: string
  readonly standing: Standing
  readonly beaten: readonly Beaten[]
}

/** A value that a higher layer replaced: what a reset of that layer would bring back. */
export interface Beaten {
  readonly layer: string
  readonly standing: Standing
  readonly value: ParameterValue
}

/** Every parameter of a schema with the value that won. */
export type Resolution = Readonly<Record<string, Resolved>>
