import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../../../', import.meta.url))

/** What a program said until it ended by itself. */
export interface Ended {
  readonly status: unknown
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command from its sources, as a process of its own, with these variables beside ours. `first`: code that runs before it. */
export async function runMain(
  argv: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  first = '',
): Promise<Ended> {
  const program = startMain(argv, variables, first)
  const [[status], stdout, stderr] = await Promise.all([
    once(program, 'exit'),
    text(program.stdout),
    text(program.stderr),
  ])
  return { status, stdout, stderr }
}

/** Starts it, and leaves it to the caller. */
export function startMain(
  argv: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  first = '',
): ChildProcessByStdio<null, Readable, Readable> {
  const sources = ['--conditions=@venom/source', '--import', './scripts/run-sources.mjs']
  const env = { ...process.env, NO_COLOR: '1', OLLAMA_HOST: '', VENOM_KEY: '', ...variables }
  const before = ['--import', `data:text/javascript,${encodeURIComponent(first)}`]
  const args = [...sources, ...before, 'packages/runtimes/src/cli/main.ts', ...argv]
  return spawn(process.execPath, args, { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'] })
}
