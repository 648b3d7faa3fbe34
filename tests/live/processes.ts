import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** One process as Linux tells of it. */
export interface ProcessState {
  readonly pid: number
  readonly parent: number
  readonly group: number
  /** At most 15 letters. */
  readonly name: string
  /** Processor time so far, its own and the system's for it, in milliseconds and steps of 10. */
  readonly cpuMs: number
}

/** Every process of a group that still runs. A dead one whose parent has not asked for its exit code yet does not. */
export async function groupMembers(group: number): Promise<readonly ProcessState[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))
  const states = await Promise.all(pids.map((pid) => readProcess(Number(pid))))
  return states.filter((state) => state !== undefined).filter((state) => state.group === group)
}

/** Whether a process still runs. */
export async function isRunning(pid: number): Promise<boolean> {
  return (await readProcess(pid)) !== undefined
}

/** Waits until none of some processes runs any more. */
export async function untilGone(pids: readonly number[]): Promise<void> {
  while ((await Promise.all(pids.map(isRunning))).includes(true)) await sleep(10)
}

/** Whether any of a list of processes computed for more than a sixth of the next 120 ms. */
export async function compute(list: () => Promise<readonly ProcessState[]>): Promise<boolean> {
  const before = new Map((await list()).map(({ pid, cpuMs }) => [pid, cpuMs]))
  if (before.size === 0) return false
  await sleep(120)
  return (await list()).some(({ pid, cpuMs }) => cpuMs - (before.get(pid) ?? cpuMs) >= 20)
}

async function readProcess(pid: number): Promise<ProcessState | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name stands in parentheses and may hold some itself; the fields after the last one are those of proc_pid_stat(5).
  const found = /^\d+ \((.*)\) ([^ZXx]) (.*)$/s.exec(line)
  if (found === null) return undefined
  const [, name = '', , rest = ''] = found
  const fields = rest.split(' ').map(Number)
  const [parent = 0, group = 0] = fields
  const ticks = (fields[10] ?? 0) + (fields[11] ?? 0)
  return { pid, parent, group, name, cpuMs: ticks * 10 }
}
