import type { Issue, IssueCode } from './issue.js'
import { fitsText, limits } from './limits.js'
import type { EnumParameter, GenerationParameter, ListParameter, NumberParameter } from './parameter.js'
import type { Json } from './value.js'

/**
 * Checks one value against its parameter and returns everything that is wrong with it. Nothing is converted: `"1"` and
 * `true` are no numbers, 1.9 is no whole number, and null is no value. Never throws.
 *
 * @param path Where the value stands, for the issues: the parameter's name.
 */
export function checkValue(path: string, parameter: GenerationParameter, value: unknown): readonly Issue[] {
  switch (parameter.type) {
    case 'float':
    case 'int':
      return checkNumber(path, parameter, value)
    case 'bool':
      return typeof value === 'boolean' ? [] : [wrongType(path, 'bool', 'true or false', value)]
    case 'enum':
      return checkOption(path, parameter, value)
    case 'list':
      return checkList(path, parameter, value)
    case 'string':
      if (typeof value !== 'string') return [wrongType(path, 'string', 'a text', value)]
      return fitsText(value) ? [] : [tooLong(path)]
  }
}

function checkNumber(path: string, parameter: NumberParameter, value: unknown): readonly Issue[] {
  const { type, min, max } = parameter
  if (typeof value !== 'number' || !(type === 'int' ? Number.isSafeInteger(value) : Number.isFinite(value))) {
    return [wrongType(path, type, type === 'int' ? 'a whole number' : 'a finite number', value)]
  }
  if (min !== undefined && value < min) {
    return [issue(path, 'parameter.min', `is ${value}, below ${min}. Give ${min} or more.`, min)]
  }
  if (max !== undefined && value > max) {
    return [issue(path, 'parameter.max', `is ${value}, above ${max}. Give ${max} or less.`, max)]
  }
  return []
}

function checkOption(path: string, { options }: EnumParameter, value: unknown): readonly Issue[] {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return [wrongType(path, 'enum', `one of ${list(options)}`, value)]
  }
  return options.includes(value) ? [] : [notAnOption(path, options, value)]
}

function checkList(path: string, parameter: ListParameter, value: unknown): readonly Issue[] {
  if (!Array.isArray(value)) return [wrongType(path, 'list', 'a list of texts', value)]
  const { options, max_entries = limits.listEntries } = parameter
  const most = Math.min(max_entries, limits.listEntries)
  if (value.length > most) {
    return [issue(path, 'parameter.length', `has ${value.length} entries. Give ${most} at most.`, most)]
  }
  const entries: readonly unknown[] = value
  return entries.flatMap((entry, index) => {
    const at = `${path}.${index}`
    if (typeof entry !== 'string') return [wrongType(at, 'string', 'a text', entry)]
    if (!fitsText(entry)) return [tooLong(at)]
    if (options === undefined) {
      return entry === '' ? [issue(at, 'parameter.length', 'is empty. Leave the entry out or fill it.', 1)] : []
    }
    if (!options.includes(entry)) return [notAnOption(at, options, entry)]
    if (entries.indexOf(entry) === index) return []
    return [issue(at, 'parameter.option', `is ${show(entry)} a second time. Give each option once.`, options)]
  })
}

function wrongType(path: string, type: string, expected: string, value: unknown): Issue {
  return issue(path, 'parameter.type', `must be ${expected}, not ${show(value)}.`, type)
}

function notAnOption(path: string, options: readonly (string | number)[], value: string | number): Issue {
  return issue(
    path,
    'parameter.option',
    `is ${show(value)}, which is no option. Give one of ${list(options)}.`,
    options,
  )
}

function tooLong(path: string): Issue {
  return issue(path, 'parameter.length', `is longer than ${limits.textBytes} bytes. Shorten it.`, limits.textBytes)
}

function issue(path: string, code: IssueCode, text: string, limit: Json): Issue {
  return { path, code, message: `\`${path}\` ${text}`, limit }
}

function list(options: readonly (string | number)[]): string {
  const shown = options.slice(0, 10).map(show).join(', ')
  return options.length > 10 ? `${shown}, …` : shown
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  if (value === undefined) return 'nothing'
  return Array.isArray(value) ? 'a list' : 'an object'
}
