// What no client can beat: Node's own HTTP, counting newlines and parsing nothing.
import { Agent, request } from 'node:http'
import { once } from 'node:events'

import { headers, toBody } from './request.mjs'

export const name = 'floor'
export const title = 'node:http, newlines counted'

/** Every event ends in two newlines, every line in one. */
const newlinesEach = { sse: 2, ndjson: 1 }

export function open(url, server) {
  const agent = new Agent({ keepAlive: true })
  const options = { agent, method: 'POST', headers }
  const body = toBody(server)
  const each = newlinesEach[server.format]

  async function ask() {
    const sent = request(url + server.chat, options)
    sent.end(body)
    const [response] = await once(sent, 'response')
    return response
  }

  /** Counts newlines, and shows every piece as it comes. */
  async function read(onPiece) {
    const response = await ask()
    let newlines = 0
    response.on('data', (chunk) => {
      newlines += newlinesIn(chunk)
      onPiece(chunk)
    })
    await once(response, 'end')
    return newlines
  }

  return {
    read,
    /** The few pieces without a token are counted too. */
    count: async () => (await read(() => undefined)) / each,
    async *pieces() {
      for await (const chunk of await ask()) for (let left = newlinesIn(chunk); left > 0; left -= each) yield chunk
    },
  }
}

function newlinesIn(chunk) {
  let count = 0
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count++
  return count
}
