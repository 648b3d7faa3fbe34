import type { ParameterValue } from '@venom/core'

/** The PARAMETER lines of a Modelfile by Ollama's own names. `stop` is a list, however often it stands there. */
export type ModelfileParameters = Readonly<Record<string, ParameterValue>>

/**
 * Reads the `parameters` of `/api/show`: a line each of a name, spaces, and the value as Go prints it. Their order is another one
 * each time; a line that cannot be read is passed over.
 * @see https://github.com/ollama/ollama/blob/v0.34.4/server/routes.go (GetModelInfo)
 */
export function parseParameters(text: string): ModelfileParameters {
  const stops: string[] = []
  const parameters = new Map<string, ParameterValue>()
  for (const line of text.split('\n')) {
    const [, name, printed] = /^(\S+) +(\S.*)$/s.exec(line) ?? []
    const value = printed === undefined ? undefined : parseValue(printed)
    if (name === undefined || value === undefined) continue
    if (name === 'stop') stops.push(String(value))
    else parameters.set(name, value)
  }
  if (stops.length > 0) parameters.set('stop', stops)
  return Object.fromEntries(parameters)
}

function parseValue(printed: string): string | number | boolean | undefined {
  if (printed === 'true' || printed === 'false') return printed === 'true'
  if (/^".*"$/s.test(printed)) return unquote(printed.slice(1, -1))
  const value = Number(printed)
  return Number.isFinite(value) ? value : undefined
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** The text between Go's quotes. A byte of no character is written `\xff` by Go, and is no text. */
function unquote(quoted: string): string {
  return quoted.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|(.))/g, (_, byte, short, long, letter) => {
    if (letter !== undefined) return escapes[String(letter)] ?? String(letter)
    const code = Number.parseInt(String(byte ?? short ?? long), 16)
    return (byte !== undefined && code > 0x7f) || code > 0x10ffff ? '\u{fffd}' : String.fromCodePoint(code)
  })
}
