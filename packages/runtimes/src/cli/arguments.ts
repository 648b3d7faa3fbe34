import { parseArgs } from 'node:util'

import { shownAddress } from '../adapter/shown-address.js'

/** What the command line asks for. */
export type Command =
  | { readonly ask: 'doctor'; readonly url?: string; readonly json: boolean }
  | { readonly ask: 'help' }
  | { readonly ask: 'nothing'; readonly message: string }

/** What `--help` prints. */
export const helpText = `Usage: npx @venom/runtimes doctor [url] [--json]

Tells which servers for language models are there, which version, what they can do, and what is misconfigured.

  url      one server, such as http://127.0.0.1:11434. Without it: the usual ports of this
           machine, and where its environment says (OLLAMA_HOST).
  --json   for programs
  --help   this text

A key that the server asks for stands in VENOM_KEY. It needs the url, and is sent nowhere else: without one no key is sent.
Exit status: 0 all is well, 1 there is a problem or no server, 2 the command is wrong or Node.js is too old.
`

/** Reads the command line. Never throws. */
export function parseCommand(argv: readonly string[]): Command {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: flags, allowPositionals: true })
    if (values.help === true) return { ask: 'help' }
    const [command, url, ...rest] = positionals
    if (command === undefined) return nothing('There is one command: doctor.')
    if (command !== 'doctor') return nothing(`“${shownAddress(command)}” is no command. There is one: doctor.`)
    if (rest.length > 0) return nothing('Give one address, or none.')
    return { ask: 'doctor', json: values.json === true, ...(url === undefined ? {} : { url: withScheme(url) }) }
  } catch (thrown) {
    return nothing(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

const flags = { json: { type: 'boolean' }, help: { type: 'boolean' } } as const

/** `box:11434` is what people write. */
function withScheme(url: string): string {
  return url.includes('://') ? url : `http://${url}`
}

function nothing(message: string): Command {
  return { ask: 'nothing', message }
}
