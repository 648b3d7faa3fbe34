import { readFile, stat } from 'node:fs/promises'

import { type OpenOptions, type Runtime, type RuntimeKind, VenomError } from '@venom/core'

/**
 * Reads what stands behind the address of a runtime: `name=value&other=value`, in percent-encoding.
 * @throws {RangeError} which repeats nothing of it: it may be a key that stands in the wrong place.
 */
export function parseKindOptions(id: string, query: string): Readonly<Record<string, string>> {
  const entries = query.split('&').map((entry): readonly [string, string] => {
    const [, name, value] = /^(\w+)=(.+)$/.exec(entry) ?? []
    const decoded = value === undefined ? undefined : decode(value)
    if (name !== undefined && decoded !== undefined) return [name, decoded]
    throw new RangeError(`The options of “${id}” are not of the form ?name=value&other=value, in percent-encoding.`)
  })
  if (new Set(entries.map(([name]) => name)).size === entries.length) return Object.fromEntries(entries)
  throw new RangeError(`“${id}” is given one option twice. Leave one of the two out.`)
}

/**
 * Opens a runtime with the options of its kind: of `true` and `false` a switch is made, of a path what its JSON file holds.
 * @throws {VenomError} `runtime.bad_url`, `runtime.bad_key`; `runtime.bad_option`, which names the runtime and what there is.
 */
export async function openWithOptions(
  kind: RuntimeKind,
  where: OpenOptions,
  texts: Readonly<Record<string, string>> = {},
): Promise<Runtime> {
  try {
    const read = Object.entries(texts).map(async ([name, text]) => [name, await readOption(kind, name, text)] as const)
    return kind.open({ ...where, options: Object.fromEntries(await Promise.all(read)) })
  } catch (thrown) {
    if (!VenomError.is(thrown, 'runtime.bad_option')) throw thrown
    const { code, message, details, cause } = thrown
    const told = `“${where.id}” cannot be opened. ${message} npm start -- --help shows how options are given.`
    throw new VenomError(code, told, { details, cause })
  }
}

async function readOption({ options = {} }: RuntimeKind, name: string, text: string): Promise<unknown> {
  if (options[name] === 'object') return readJson(name, text)
  return options[name] === 'boolean' && /^(?:true|false)$/.test(text) ? text === 'true' : text
}

/** Largest file that is read, in bytes. */
const maxFileBytes = 1 << 20

async function readJson(option: string, path: string): Promise<unknown> {
  const bad = (reason: string, cause?: unknown): VenomError => {
    const message = `The option ${option} is the path of a JSON file, and ${shown(path)} ${reason}.`
    return new VenomError('runtime.bad_option', message, { cause, details: { option } })
  }
  const text = await readSmallFile(path).catch((cause: unknown) => {
    throw bad(`cannot be read: ${cause instanceof Error ? shown(cause.message) : 'no reason was given'}`, cause)
  })
  if (text === null) throw bad(`is no file of up to ${maxFileBytes} bytes`)
  try {
    const json: unknown = JSON.parse(text)
    return json
  } catch {
    // The parser would repeat what stands in the file, which may be anybody's secret.
    throw bad('holds no JSON')
  }
}

/** Null where it is no file, such as a pipe that nobody writes into, or too large. */
async function readSmallFile(path: string): Promise<string | null> {
  const about = await stat(path)
  return about.isFile() && about.size <= maxFileBytes ? readFile(path, 'utf8') : null
}

/** A text from outside without what could reach into a terminal. */
function shown(text: string): string {
  return text.replace(/\p{C}/gu, '\u{fffd}')
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
