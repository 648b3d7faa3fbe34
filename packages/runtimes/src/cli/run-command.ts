import type { RuntimeKind } from '@venom/core'

import { diagnose, diagnoseMachine } from '../doctor/diagnose.js'
import { type Command, helpText, parseCommand } from './arguments.js'
import { printDiagnosis } from './print-diagnosis.js'
import { printJson } from './print-json.js'

/** What a command stands in. */
export interface Surroundings {
  readonly kinds: readonly RuntimeKind[]
  /** The words behind the program's name. */
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
}

/** Runs the command and tells its exit status: 0 all is well, 1 there is a problem, 2 the command is wrong. */
export async function runCommand(surroundings: Surroundings): Promise<number> {
  const command = parseCommand(surroundings.argv)
  switch (command.ask) {
    case 'help':
      surroundings.stdout.write(helpText)
      return 0
    case 'nothing':
      surroundings.stderr.write(`${command.message}\n\n${helpText}`)
      return 2
    case 'doctor':
      return doctor(command, surroundings)
  }
}

async function doctor({ url, json }: Extract<Command, { ask: 'doctor' }>, surroundings: Surroundings): Promise<number> {
  const { kinds, env, stdout, stderr } = surroundings
  const key = env['VENOM_KEY'] ?? ''
  if (url === undefined && key !== '') stderr.write(keyUnused)
  const keyed = key === '' ? {} : { key }
  const seen = url === undefined ? await diagnoseMachine(kinds) : [await diagnose(kinds, { url, ...keyed })]
  if (json) stdout.write(printJson({ runtimes: seen }))
  else if (seen.length === 0) stdout.write(nothingFound(kinds))
  else stdout.write(seen.map((one) => printDiagnosis(one, { stream: stdout })).join('\n'))
  const isIll = seen.some(({ findings }) => findings.some(({ severity }) => severity === 'problem'))
  return isIll || seen.length === 0 ? 1 : 0
}

/** Whoever listens on a usual port would be told the key. */
const keyUnused = 'VENOM_KEY is not used: a key is only sent to an address that is given. Give the address too.\n'

function nothingFound(kinds: readonly RuntimeKind[]): string {
  const places = kinds.map(({ label, usualPorts }) => `${label} (${usualPorts.join(', ')})`).join(', ')
  return `No server is on the usual ports of this machine: ${places}.\nStart one, or give its address.\n`
}
