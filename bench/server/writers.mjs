import { once } from 'node:events'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'

/** One write to the kernel and one HTTP chunk a piece, as llama-server does it: Node would gather those of one turn. */
export function writeNow(response, text) {
  const hasRoom = response.write(text)
  response.socket?.uncork()
  return hasRoom
}

/** `count` tokens at full speed, each in a write of its own. */
export async function writeEach(response, count, make) {
  for (let index = 0; index < count && !response.destroyed; index++) {
    if (!writeNow(response, make(index))) await drained(response)
    // So that a closed socket is noticed, however fast the reader is.
    else if (index % 256 === 255) await nextTurn()
  }
}

/** `count` tokens at full speed, in writes of about `size` characters. */
export async function writeBlocks(response, size, count, make) {
  let block = ''
  for (let index = 0; index < count && !response.destroyed; index++) {
    block += make(index)
    if (block.length < size && index < count - 1) continue
    if (!writeNow(response, block)) await drained(response)
    block = ''
  }
}

/** One token, `pauseMs` after the headers; 0: at once. */
export async function writeFirst(response, pauseMs, make) {
  if (pauseMs > 0) await wait(pauseMs)
  if (!response.destroyed) writeNow(response, make())
  await wait(1)
}

async function drained(response) {
  const stop = new AbortController()
  const { signal } = stop
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).catch(() => undefined)
  stop.abort()
}
