import { type OptionForm, type RuntimeKind, VenomError } from '@venom/core'

/** The options that a kind has, as it tells them. */
type KindOptions = Pick<RuntimeKind, 'label' | 'options'>

/**
 * Looks whether a kind has the options that it is given, in their forms, so that none is dropped in silence.
 * @throws {VenomError} `runtime.bad_option`, which names those that there are.
 */
export function checkKindOptions(kind: KindOptions, given: Readonly<Record<string, unknown>> = {}): void {
  for (const [name, value] of Object.entries(given)) {
    const form = new Map(Object.entries(kind.options ?? {})).get(name)
    if (form === undefined) throw bad(name, `${kind.label} has no option “${name}”. ${describeOptions(kind)}`)
    if (formOf(value) !== form) throw bad(name, `The option ${name} of ${kind.label} is not ${words[form]}.`)
  }
}

const words = { boolean: 'true or false', object: 'a JSON object' } as const satisfies Record<OptionForm, string>

function describeOptions({ options = {} }: KindOptions): string {
  const known = Object.entries(options).map(([name, form]) => `${name} (${words[form]})`)
  return known.length === 0 ? 'It has none.' : `There are: ${known.join(', ')}.`
}

function formOf(value: unknown): string {
  return Array.isArray(value) || value === null ? 'list or null' : typeof value
}

function bad(option: string, message: string): VenomError {
  return new VenomError('runtime.bad_option', message, { details: { option } })
}
