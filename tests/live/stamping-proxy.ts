import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** When what of an answer passed, in milliseconds from the first byte of its request. */
export interface Stamps {
  readonly headers: number
  readonly first_token: number
}

/** A proxy, in a process of its own, that knows when bytes passed. */
export interface StampingProxy extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string
  /** Of every answer that had a token so far, in the order of their first tokens. */
  readonly stamps: readonly Stamps[]
}

/** Starts one before a server. It ends with the test process. */
export async function startStampingProxy(target: string): Promise<StampingProxy> {
  const child = fork(new URL('stamping-proxy.mjs', import.meta.url), [target])
  const url: unknown = (await once(child, 'message'))[0]
  if (typeof url !== 'string') throw new Error('the stamping proxy told no address')
  const stamps: Stamps[] = []
  child.on('message', (message: Stamps) => stamps.push(message))
  return { url, stamps, [Symbol.asyncDispose]: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = once(child, 'exit')
  child.disconnect()
  await gone
}
