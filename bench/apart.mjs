// Server and client on processors of their own, as a model's server has: where both share one, whatever a client does while the
// server is at work would be counted as waiting. Linux alone; elsewhere, or with one processor, nothing is moved.
import { execFile, execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const last = availableParallelism() - 1
const canMove = last > 0 && hasTaskset()

/** Whether server and clients are apart. */
export const areApart = canMove

/** Gives a process the last processor. */
export function moveServer(pid) {
  if (canMove) execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', `${last}`, `${pid}`], { stdio: 'ignore' })
}

/** Runs a program on the other processors. */
export function runClient(program, args) {
  return canMove ? execute('taskset', ['--cpu-list', `0-${last - 1}`, program, ...args]) : execute(program, args)
}

function hasTaskset() {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
