import { type ReactNode, useId } from 'react'

interface ChoiceFieldProps<Value extends string> {
  readonly legend: string
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly lang?: string }[]
  readonly onChoose: (value: Value) => void
}

/** One of a few: radio buttons that look like one control. */
export function ChoiceField<Value extends string>({
  legend,
  value,
  choices,
  onChoose,
}: ChoiceFieldProps<Value>): ReactNode {
  const name = useId()
  return (
    <fieldset className="app-choice">
      <legend>{legend}</legend>
      <div>
        {choices.map((choice) => (
          <label key={choice.value} lang={choice.lang}>
            <input
              type="radio"
              className="venom-visually-hidden"
              name={name}
              checked={choice.value === value}
              onChange={() => onChoose(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
