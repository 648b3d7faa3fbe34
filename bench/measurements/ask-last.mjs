import { get } from 'node:http'
import { json } from 'node:stream/consumers'

/** What the server says of its newest answer. Asked over a connection of its own. */
export async function askLast(origin) {
  const { promise, resolve, reject } = Promise.withResolvers()
  get(`${origin}/last`, { agent: false }, resolve).on('error', reject)
  return json(await promise)
}
