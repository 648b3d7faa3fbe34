import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Runs a script in a process of its own, then kills that as nothing can catch: what servers of a test are left with when their
 * test is ended by force.
 * @param script  sets `pids`, a list; may import our sources by their file URL
 * @returns the list
 * @throws {Error} when the script fails before its end
 */
export async function pidsOfKilledHost(script: string): Promise<readonly number[]> {
  const whole = `let pids\n${script}\nconsole.log(JSON.stringify(pids))\nprocess.kill(process.pid, 'SIGKILL')`
  const { stdout, stderr, signal } = await run(process.execPath, ['--import', runSources, '-e', whole])
  const pids: unknown = JSON.parse(stdout || 'null')
  if (signal !== 'SIGKILL' || !Array.isArray(pids)) throw new Error(`the script failed: ${stderr}`)
  return pids.map(Number)
}

const runSources = fileURLToPath(new URL('../../scripts/run-sources.mjs', import.meta.url))

interface Ended {
  readonly stdout: string
  readonly stderr: string
  readonly signal: string | undefined
}

function run(program: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, args, (error, stdout, stderr) => {
      resolve({ stdout, stderr, signal: error?.signal })
    })
  })
}
