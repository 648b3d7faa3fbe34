import type { ParameterValue, Values } from './value.js'

/** What every kind of parameter may say about itself. None of it is needed to read or to validate a value. */
export interface ParameterNotes {
  /** A short name for a form. Default: the parameter's own name. */
  readonly label?: string
  /** One or two sentences for a person. */
  readonly desc?: string
  /** Unit of the value, such as `tokens`. Absent: a bare number. */
  readonly unit?: string
  /** Groups a form's rows: `length`, `sampling`, `penalties`, `experimental`, or one of your own. */
  readonly group?: string
  /** Place within the group, ascending. Default: after all that have one. */
  readonly order?: number
  /** A caution shown beside the control whatever the value is. */
  readonly warn?: string
  /** A form shows it only on request. Default: false. */
  readonly advanced?: boolean
  /** Its meaning or support may still change. Default: false. */
  readonly experimental?: boolean
  /** Has an effect only while these parameters hold these values; a form dims it otherwise. */
  readonly depends_on?: Values
}

/** The range a slider travels. It is not the hard range: values outside it can still be typed. */
export interface SliderRange {
  readonly min: number
  readonly max: number
  readonly step?: number
  /** Default: linear. */
  readonly scale?: 'linear' | 'log'
}

/** A number. `min` and `max` are hard and inclusive; absent means unbounded on that side. */
export interface NumberParameter extends ParameterNotes {
  readonly type: 'float' | 'int'
  readonly default: number
  readonly min?: number
  readonly max?: number
  readonly step?: number
  readonly slider?: SliderRange
}

/** A switch. */
export interface BoolParameter extends ParameterNotes {
  readonly type: 'bool'
  readonly default: boolean
}

/** One of its options. */
export interface EnumParameter extends ParameterNotes {
  readonly type: 'enum'
  readonly default: string | number
  readonly options: readonly (string | number)[]
}

/** Several of its options, or free entries where there are no options (such as `stop`). */
export interface ListParameter extends ParameterNotes {
  readonly type: 'list'
  readonly default: readonly string[]
  readonly options?: readonly string[]
  /** Most entries. Default: 64, the most that any list may have. */
  readonly max_entries?: number
}

/** Free text. */
export interface StringParameter extends ParameterNotes {
  readonly type: 'string'
  readonly default: string
}

/** One generation parameter in its wire form. A reader that knows only type, default, min, max, desc and options understands all of it. */
export type GenerationParameter = NumberParameter | BoolParameter | EnumParameter | ListParameter | StringParameter

/** The parameters of one model, by neutral name. */
export type GenerationSchema = Readonly<Record<string, GenerationParameter>>

/** How a family or a manifest changes a schema: a whole parameter adds or replaces one, a part narrows an existing one. */
export type SchemaPatch = Readonly<Record<string, GenerationParameter | ParameterNarrowing>>

/** Narrows an existing parameter. A bound wider than the one in force is ignored: only a server can widen. */
export interface ParameterNarrowing {
  readonly min?: number
  readonly max?: number
  /** Most entries of a list. */
  readonly max_entries?: number
  /** Of the options there are, only these remain. */
  readonly options?: readonly (string | number)[]
  readonly default?: ParameterValue
  readonly desc?: string
  readonly warn?: string
}
