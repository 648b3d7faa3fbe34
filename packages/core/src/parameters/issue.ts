import type { Json } from './value.js'

/** What can be wrong with one value. */
export type IssueCode =
  | 'parameter.unknown'
  | 'parameter.unsupported'
  | 'parameter.type'
  | 'parameter.min'
  | 'parameter.max'
  | 'parameter.option'
  | 'parameter.length'
  | 'parameter.rule'

/** One thing that is wrong with one value, for programs (`code`, `limit`) and for people (`message`). */
export interface Issue {
  /** The parameter's name; an entry of a list as `stop.2`. */
  readonly path: string
  readonly code: IssueCode
  /** What happened and what to do, in English. A user interface words `code` and `limit` itself. */
  readonly message: string
  /** The bound, the allowed options or the expected type. */
  readonly limit?: Json
}
