import type { Issue, IssueCode, Json, VenomError } from '@venom/core'

const codes: Readonly<Record<IssueCode, true>> = {
  'parameter.unknown': true,
  'parameter.unsupported': true,
  'parameter.type': true,
  'parameter.min': true,
  'parameter.max': true,
  'parameter.option': true,
  'parameter.length': true,
  'parameter.rule': true,
}

/**
 * What a server says is wrong with the values that it refused. A code that this version does not know becomes `parameter.rule`, whose
 * message is shown as it came. A refusal that names nothing becomes one issue without a path.
 */
export function readRefusals({ details, message }: VenomError): readonly Issue[] {
  const issues = isList(details['issues']) ? details['issues'].flatMap(readIssue) : []
  return issues.length > 0 ? issues : [{ path: '', code: 'parameter.rule', message }]
}

function readIssue(json: Json): readonly Issue[] {
  if (!isObject(json)) return []
  const { path, code, message, limit } = json
  if (typeof path !== 'string' || typeof message !== 'string') return []
  return [{ path, code: isCode(code) ? code : 'parameter.rule', message, ...(limit === undefined ? {} : { limit }) }]
}

function isCode(code: Json | undefined): code is IssueCode {
  return typeof code === 'string' && Object.hasOwn(codes, code)
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json)
}

function isObject(json: Json): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}
