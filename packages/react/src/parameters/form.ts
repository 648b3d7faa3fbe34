import type {
  Beaten,
  GenerationParameter,
  GenerationSchema,
  Issue,
  ParameterValue,
  Resolution,
  Standing,
  Values,
} from '@venom/core'

/** One parameter as a form shows it. The same object until something of it changes. */
export interface FieldState {
  readonly name: string
  readonly parameter: GenerationParameter
  /** What holds: the value of the draft, else the one below it. While a number is half typed, the last good one. */
  readonly value: ParameterValue
  /** Set in the draft: it will be saved and sent, once its number is no longer half typed. */
  readonly isSet: boolean
  /** The draft differs from what is saved, or a number is half typed. */
  readonly isChanged: boolean
  /** Saved for this model, whatever the draft says. */
  readonly saved: ParameterValue | undefined
  /** What a reset brings, and who set it. */
  readonly below: Beaten
  /** Who set the value that holds: `override` where the draft sets it. */
  readonly layer: string
  readonly standing: Standing
  /**
   * Everything that is wrong with the value that the draft sets: the schema's word, rules between values, and the server's refusals
   * until the value changes. A half-typed number is `parameter.type`.
   */
  readonly issues: readonly Issue[]
  /** Those of the issues that only the server knows of. Their `message` are its words. */
  readonly refused: readonly Issue[]
  /** The text in a number field while it is typed, and for as long as it is no number. Absent: show the value. */
  readonly text: string | undefined
  /** It has no effect: these parameters would have to hold these values (what `depends_on` still misses). */
  readonly needs: Values | undefined
}

/** A whole form as it is read. */
export interface FormState {
  readonly schema: GenerationSchema
  /** Names in the order of display: by group, then by `order`. */
  readonly names: readonly string[]
  readonly fields: Readonly<Record<string, FieldState>>
  /** What the draft sets: what would be saved. Numbers that are half typed are not in it. */
  readonly values: Values
  readonly saved: Values
  /** Fields that differ from what is saved. */
  readonly changes: number
  /** Fields with something wrong, half-typed numbers included. */
  readonly problems: number
  /** The server's refusals that name no field of this form, until a value changes. They are not counted as problems. */
  readonly unplaced: readonly Issue[]
}

/** What a form is made of. */
export interface FormSource {
  readonly schema: GenerationSchema
  /** Who set each value (`sources` of a config reply). A layer named `override` is the saved one. Absent: the schema's defaults. */
  readonly sources?: Resolution | undefined
  /**
   * The set values to start with; names that the schema lacks are left out. Default: those that `sources` says are set by `override`.
   * Without `sources` they count as saved.
   */
  readonly values?: Values | undefined
}

/**
 * A form without a picture: one writer, read by its fields. Every function stays the same and can be passed on alone. Names that the
 * schema lacks are ignored, as a schema can change under an event.
 */
export interface ParameterForm {
  readonly get: () => FormState
  readonly subscribe: (listener: () => void) => () => void
  /** Sets one value. A value that the schema refuses is kept and named in `issues`: nothing is clamped. */
  readonly set: (name: string, value: ParameterValue) => void
  /**
   * Takes what is typed into a number field. A text that is no number is kept as text and counts as a problem; an empty one takes the
   * value out of the draft.
   *
   * @param tag BCP 47 tag of the language it is typed in. Default: en.
   */
  readonly type: (name: string, text: string, tag?: string) => void
  /** Ends typing: the text of a good number goes, so that the value shows; that of a bad one stays. */
  readonly commit: (name: string) => void
  /** Takes values out of the draft, so that the layer below shows. Without names: all. */
  readonly reset: (names?: readonly string[]) => void
  /** Brings back what is saved: of these names, or of all. */
  readonly discard: (names?: readonly string[]) => void
  /** Puts the server's refusals to their fields; each stays until its field changes, that of a rule until any does. */
  readonly refuse: (issues: readonly Issue[]) => void
  /**
   * Takes a new state of the server. Changes that are not saved stay where the parameter is still there, unless `values` says what the
   * draft is; refusals go.
   *
   * @returns names of the changes that had to go, as their parameters are gone.
   */
  readonly load: (source: FormSource) => readonly string[]
}
