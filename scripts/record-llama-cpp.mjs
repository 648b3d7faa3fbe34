// Records real replies of the installed llama-server for the tests of our parser. Run from the repository's root:
//   node --import ./scripts/run-sources.mjs scripts/record-llama-cpp.mjs
// Each reply is kept as `<name>.sse` or `<name>.json` (the body, byte for byte) beside `<name>.request.json` (what was
// asked, how the server was started, status and type of the reply).
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

import { startLlamaServer } from '../tests/live/llama-server.ts'

const folder = 'packages/runtimes/src/__fixtures__/llama-cpp'
const chat = '/v1/chat/completions'
const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: { type: 'object', properties: { city: { type: 'string', enum: ['Krakow'] } }, required: ['city'] },
  },
}
// The tiny model knows no tools: this template asks for plain JSON, and the bias on its first token makes the grammar begin.
const toolTemplate = 'packages/runtimes/src/__fixtures__/llama-cpp/tools.jinja'
const thinkTemplate = 'packages/runtimes/src/__fixtures__/llama-cpp/think.jinja'
const streamed = { stream: true, stream_options: { include_usage: true }, return_progress: true, temperature: 0 }
const ask = (content, more = {}) => ({ model: 'pico', messages: [{ role: 'user', content }], ...streamed, ...more })

const recordings = [
  {
    args: [],
    replies: {
      answer: ask('What is 7 plus 8?'),
      length: ask('Tell me a short story.', { max_tokens: 8 }),
      stop: ask('What is 7 plus 8?', { stop: [' is'] }),
      unicode: ask('Hello.', { grammar: 'root ::= "zażółć gęślą jaźń 🦊 \\r\\n東京"' }),
      'bare-stream': { messages: [{ role: 'user', content: 'Flip a coin.' }], stream: true, temperature: 0 },
      overflow: ask('la '.repeat(3000)),
      'bad-value': ask('Hello.', { max_tokens: -5 }),
      'bad-type': ask('Hello.', { temperature: 'hot' }),
    },
  },
  {
    // The smallest window that it makes; the prompt leaves room for a few tokens.
    args: ['-c', '256'],
    replies: { 'cut-by-window': ask('la '.repeat(233), { max_tokens: 64, ignore_eos: true }) },
  },
  {
    args: ['--jinja', '--chat-template-file', toolTemplate],
    replies: {
      'tool-call': ask('What is the weather in Krakow?', {
        tools: [weather],
        tool_choice: 'required',
        logit_bias: [['{"', 100]],
        max_tokens: 60,
      }),
    },
  },
  {
    args: ['--jinja', '--chat-template-file', thinkTemplate],
    replies: {
      reasoning: ask('What is 7 plus 8?', {
        reasoning_format: 'deepseek',
        grammar: 'root ::= "<think>\\n" [a-z ]{4,20} "\\n</think>\\n\\n" [a-zA-Z0-9 .]{3,20}',
        max_tokens: 40,
      }),
    },
  },
  {
    args: ['--api-key', 'right'],
    headers: { authorization: 'Bearer wrong' },
    replies: { unauthorized: ask('Hello.') },
  },
]

for (const { args, headers, replies } of recordings) {
  const server = await startLlamaServer({ args })
  for (const [name, body] of Object.entries(replies))
    await record(server.url, name, { path: chat, body, args, headers })
  if (args.length === 0)
    for (const path of ['/props', '/v1/models', '/health'])
      await record(server.url, path.split('/').at(-1), { path, args })
  await server.stop()
}
await recordLoading()
await recordMidStreamError()

/** Asks from the first moment that the port is open: the server says that it still loads. */
async function recordLoading() {
  const port = await freePort()
  const args = ['--port', String(port)]
  const starting = startLlamaServer({ args })
  const url = `http://127.0.0.1:${port}`
  while ((await fetch(`${url}/health`).catch(() => undefined)) === undefined) await new Promise(setImmediate)
  await record(url, 'loading', { path: chat, body: ask('Hello.'), args: [] })
  await (await starting).stop()
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Two endless answers share one memory of 256 tokens: both end in an error frame after 200. */
async function recordMidStreamError() {
  const args = ['-c', '256', '-np', '2', '--kv-unified']
  const server = await startLlamaServer({ args })
  const body = ask('la '.repeat(95), { ignore_eos: true })
  await Promise.all([
    record(server.url, 'error-mid-stream', { path: chat, body, args }),
    fetch(server.url + chat, { method: 'POST', body: JSON.stringify(body) }).then((reply) => reply.text()),
  ])
  await server.stop()
}

async function record(url, name, { path, body, args, headers = {} }) {
  const reply = await fetch(
    url + path,
    body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers },
  )
  const bytes = Buffer.from(await reply.arrayBuffer())
  const type = reply.headers.get('content-type') ?? ''
  const text = anonymous(bytes.toString('utf8'))
  mkdirSync(folder, { recursive: true })
  const file = `${name}.${type.startsWith('text/event-stream') ? 'sse' : 'json'}`
  writeFileSync(join(folder, file), text)
  const note = {
    server: 'llama-server 0.7.0',
    args,
    method: body === undefined ? 'GET' : 'POST',
    path,
    body,
    status: reply.status,
    type,
    file,
  }
  writeFileSync(join(folder, `${name}.request.json`), `${JSON.stringify(note, null, 2)}\n`)
  console.log(String(reply.status), file, text.length)
}

/** Takes out what differs in every run and what tells of this machine. */
function anonymous(text) {
  return text
    .replaceAll(/"created":\d+/g, '"created":1764000000')
    .replaceAll(/chatcmpl-\w+/g, 'chatcmpl-recorded')
    .replaceAll(/"model_path":"[^"]*"/g, '"model_path":"model.gguf"')
    .replaceAll(/<__media_\w+__>/g, '<__media__>')
}
