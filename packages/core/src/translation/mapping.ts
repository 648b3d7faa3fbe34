import type { Json, ParameterValue } from '../parameters/value.js'

/** One row of an adapter's table: how a neutral parameter is said to this server, and within which limits. */
export interface Mapping {
  /** Path in the request body or the call's options, dots between: `temperature`, `options.num_predict`. */
  readonly wire: string
  /** Where this row was learnt: a source file, a page or a live run, with the version. */
  readonly source: string
  /** Hard bounds, inclusive. A value outside them is refused by the server, or clamped where `clamps` says so. */
  readonly min?: number
  readonly max?: number
  /** Most entries of a list; with more the server refuses it. */
  readonly max_entries?: number
  /** The server moves a value outside the bounds to the bound without a word, so we do it and say so. Default: false. */
  readonly clamps?: boolean
  /** First version that honours it. Absent: all. */
  readonly since?: string
  /** First version that no longer honours it. Absent: none. */
  readonly before?: string
  /** Only these engines of the server honour it. Absent: all. */
  readonly engines?: readonly string[]
  /** The value as the wire wants it. Default: as it is. */
  readonly encode?: (value: ParameterValue) => Json
}

/** A parameter that this server has no word for, and why. */
export interface Unsupported {
  /** The second half of a sentence that begins with the parameter: `is fixed when the server is started`. */
  readonly unsupported: string
  /** Where that was learnt. */
  readonly source: string
}

/** A whole adapter's vocabulary, by neutral name. The same table makes the form's schema and the request. */
export type MappingTable = Readonly<Record<string, Mapping | Unsupported>>
