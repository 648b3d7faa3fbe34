// The bare stack: what one writes without a client, and without its errors, timeouts and partial answers.
import { createParser } from 'eventsource-parser'
import { request } from 'undici'

import { body, headers } from './request.mjs'

export const name = 'bare stack'
export const title = 'bare stack: undici.request + eventsource-parser + JSON.parse'

export function open(url) {
  async function ask() {
    const response = await request(`${url}/v1/chat/completions`, { method: 'POST', headers, body })
    return response.body.setEncoding('utf8')
  }

  async function read(onToken) {
    const parser = createParser({ onEvent: ({ data }) => deliver(data, onToken) })
    for await (const text of await ask()) parser.feed(text)
  }

  return {
    read,
    async count() {
      let tokens = 0
      await read(() => (tokens += 1))
      return tokens
    },
    async *pieces() {
      const waiting = []
      const parser = createParser({ onEvent: ({ data }) => deliver(data, (token) => waiting.push(token)) })
      for await (const text of await ask()) {
        parser.feed(text)
        yield* waiting.splice(0)
      }
    },
  }
}

function deliver(data, onToken) {
  if (data === '[DONE]') return
  const content = JSON.parse(data).choices[0]?.delta.content
  if (content) onToken(content)
}
