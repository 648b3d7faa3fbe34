import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What becomes of a program's output: read, or left aside. */
export type Outputs = readonly ['ignore', 'ignore' | 'pipe', 'ignore' | 'pipe' | 'inherit']

/** Starts a program that dies with this process: the kernel kills it when its parent dies, even by a signal that no handler sees. */
export function launch(
  program: string,
  args: readonly string[],
  stdio: Outputs,
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess {
  const setpriv = '/usr/bin/setpriv'
  const command = existsSync(setpriv) ? [setpriv, '--pdeathsig', 'KILL', program, ...args] : [program, ...args]
  const child = spawn(command[0] ?? program, command.slice(1), { stdio: [...stdio], env })
  const killNow = (): void => void child.kill('SIGKILL')
  process.once('exit', killNow)
  child.once('exit', () => process.off('exit', killNow))
  return child
}
