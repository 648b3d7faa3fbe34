// The bare stack: what one writes without a client, and without its errors, timeouts and partial answers.
import { createParser } from 'eventsource-parser'
import { request } from 'undici'

import { headers, toBody } from './request.mjs'

export const name = 'bare stack'
export const title = 'undici.request, JSON.parse, and for events eventsource-parser'

export function open(url, server) {
  const body = toBody(server)

  async function ask() {
    const response = await request(url + server.chat, { method: 'POST', headers, body })
    return response.body.setEncoding('utf8')
  }

  async function read(onToken) {
    const feed = feeds[server.format](onToken)
    for await (const text of await ask()) feed(text)
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
      const feed = feeds[server.format]((token) => waiting.push(token))
      for await (const text of await ask()) {
        feed(text)
        yield* waiting.splice(0)
      }
    },
  }
}

/** Format → what takes the text of the answer and gives its tokens. */
const feeds = {
  sse(onToken) {
    const parser = createParser({
      onEvent({ data }) {
        if (data === '[DONE]') return
        const content = JSON.parse(data).choices[0]?.delta.content
        if (content) onToken(content)
      },
    })
    return (text) => parser.feed(text)
  },
  ndjson(onToken) {
    let rest = ''
    return (text) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop()
      for (const line of lines) {
        const { content } = JSON.parse(line).message
        if (content) onToken(content)
      }
    }
  },
}
