import { readdir, readFile, readlink } from 'node:fs/promises'

/** The TCP port on which a process listens, as Linux tells it: for servers that take any free port and do not say which. */
export async function listeningPort(pid: number): Promise<number | undefined> {
  const folder = `/proc/${pid}/fd`
  const files = await readdir(folder).catch(() => [])
  const targets = await Promise.all(files.map((file) => readlink(`${folder}/${file}`).catch(() => '')))
  const sockets = new Set(targets.map((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1]))
  const table = await readFile('/proc/net/tcp', 'utf8')
  for (const line of table.trim().split('\n').slice(1)) {
    const [, local = '', , state, , , , , , socket] = line.trim().split(/\s+/)
    if (state === listening && sockets.has(socket)) return Number.parseInt(local.split(':')[1] ?? '', 16)
  }
  return undefined
}

/** TCP_LISTEN of the kernel's tcp_states.h, as the table writes it. */
const listening = '0A'
