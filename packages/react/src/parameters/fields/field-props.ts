import type { FieldState, ParameterForm } from '../form.js'

/** What the control of one parameter is given. */
export interface FieldProps {
  readonly form: ParameterForm
  readonly field: FieldState
  /** The control that the label means has this id; the label itself has it with `-label`. */
  readonly id: string
  /** Ids of what else a screen reader says of it. */
  readonly describedBy: string
  readonly isInvalid: boolean
  /** Told while a text is typed, so that what is not yet wrong is not yet called wrong. */
  readonly onTyping: (isTyping: boolean) => void
}
