// Records real replies of the testbed's Ollamas for the tests of our parser. Run from the repository's root:
//   node --import ./scripts/run-sources.mjs scripts/record-ollama.mjs [version...]
// Each reply is kept as `<version>/<name>.ndjson`, `.sse` or `.json` (the body, byte for byte but for what differs in every run) beside
// `<name>.request.json` (what was asked, how the server was started, status and type of the reply).
import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'

import { ollamaVersions, startOllama } from '../tests/live/ollama.ts'

const folder = 'packages/runtimes/src/__fixtures__/ollama'
const chat = '/api/chat'
const endings = { 'application/x-ndjson': 'ndjson', 'text/event-stream': 'sse' }
const end = '<|im_end|>\n{{ end }}<|im_start|>assistant\n'
const head = '{{- range .Messages }}<|im_start|>{{ .Role }}\n'
const stop = ['<|im_end|>']

// The tiny model knows neither tools nor thinking. A template that shows calls makes a model one with tools, and a format makes
// it say one; a template with thoughts between "My" and "is" makes a model one that thinks, as its answer begins "My name is".
const models = {
  pico: {},
  tuned: {
    system: 'You are a pirate.',
    parameters: {
      temperature: 0.3,
      top_k: 7,
      num_ctx: 512,
      num_predict: -1,
      repeat_penalty: 1.3,
      typical_p: 0.9,
      stop: ['a"b\\', '\n\n', '🦊', '\u0000x', '`'],
    },
  },
  tools: {
    template: `${head}{{ .Content }}{{ range .ToolCalls }}{"name": "{{ .Function.Name }}", "arguments": {{ .Function.Arguments }}}{{ end }}${end}{{ if .Tools }}{{ end }}`,
    parameters: { stop },
  },
  thinking: {
    template: `${head}{{ if .Thinking }}My{{ .Thinking }} is{{ end }}{{ .Content }}${end}{{ if .Think }}My{{ end }}`,
    parameters: { stop },
  },
}
const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: { type: 'object', properties: { city: { type: 'string', enum: ['Krakow'] } }, required: ['city'] },
  },
}
const call = {
  type: 'object',
  properties: {
    name: { const: 'get_weather' },
    arguments: { type: 'object', properties: { city: { enum: ['Krakow'] } }, required: ['city'] },
  },
  required: ['name', 'arguments'],
}
const count = { type: 'array', items: { type: 'integer', minimum: 10, maximum: 99 }, minItems: 900 }

const ask = (content, { options, ...more } = {}) => ({
  model: 'pico:latest',
  messages: [{ role: 'user', content }],
  stream: true,
  truncate: false,
  options: { temperature: 0, ...options },
  ...more,
})

const everywhere = {
  answer: ask('What is 7 plus 8?'),
  length: ask('Tell me a short story.', { options: { num_predict: 8 } }),
  stop: ask('What is 7 plus 8?', { options: { stop: [' is'] } }),
  unicode: ask('Hello.', { format: { enum: ['zażółć gęślą jaźń 🦊 東京'] } }),
  'tool-call': ask('What is the weather in Krakow?', { model: 'tools:latest', tools: [weather], format: call }),
  thinking: ask('What is your name?', { model: 'thinking:latest' }),
  // Before 0.34.1 the server ends such an answer without a word.
  repetition: ask('Say la again and again.'),
  overflow: ask('la '.repeat(3000)),
  'bad-type': ask('Hello.', { options: { temperature: 'hot' } }),
  'no-tools': ask('Hello.', { tools: [weather] }),
  'not-found': ask('Hello.', { model: 'nope:latest' }),
}

for (const version of process.argv.length > 2 ? process.argv.slice(2) : ollamaVersions) {
  const server = await startOllama({ version, models: without(version, models) })
  for (const [name, body] of Object.entries(everywhere)) await record(server, name, { path: chat, body })
  for (const path of ['/api/version', '/api/tags', '/api/ps']) await record(server, path.split('/').at(-1), { path })
  for (const [name, model] of Object.entries({ show: 'pico:latest', 'show-tuned': 'tuned:latest' }))
    await record(server, name, { path: '/api/show', body: { model } })
  await recordKilledRunner(server)
  if (version === '0.34.4') await recordNewest(server)
  await server.stop()
}
if (process.argv.length === 2) {
  await recordOtherPath()
  await recordBusy()
}

/** The newest server takes `typical_p` no more. */
function without(version, { tuned, ...rest }) {
  const { typical_p, ...parameters } = tuned.parameters
  return { ...rest, tuned: version === '0.34.4' ? { ...tuned, parameters } : tuned }
}

/** Its runner dies in mid-answer. */
async function recordKilledRunner(server) {
  const runners = await server.runners()
  const onFirstBytes = () => runners.forEach((pid) => process.kill(pid, 'SIGKILL'))
  await record(server, 'killed-runner', { path: chat, body: ask('Count.', { format: count }), onFirstBytes })
}

async function recordNewest(server) {
  // Only the benchmark asks by this path, for clients that know no other.
  const body = { model: 'pico:latest', messages: everywhere.answer.messages, stream: true, temperature: 0 }
  const stream_options = { include_usage: true }
  await record(server, 'openai-answer', { path: '/v1/chat/completions', body: { ...body, stream_options } })
  await record(server, 'bad-value', { path: chat, body: ask('Hello.', { options: { repeat_last_n: -1 } }) })
  await record(server, 'load', { path: chat, body: { model: 'pico:latest', messages: [] } })
  await record(server, 'unload', { path: chat, body: { model: 'pico:latest', messages: [], keep_alive: 0 } })
  await record(server, 'foreign-host', { path: '/api/version', headers: { host: 'example.com' } })
}

/** Asked through the template of the GGUF, as a model without one of its own is. */
async function recordOtherPath() {
  const env = { OLLAMA_GO_TEMPLATE: 'false' }
  const server = await startOllama({ version: '0.34.4', env })
  for (const name of ['answer', 'length', 'overflow'])
    await record(server, `${name}-of-gguf-template`, { path: chat, body: everywhere[name], env })
  await server.stop()
}

/** While a model loads, more ask for it than may wait. */
async function recordBusy() {
  const env = { OLLAMA_MAX_QUEUE: '1' }
  const server = await startOllama({ version: '0.34.4', env })
  const body = ask('Hello.')
  const replies = await Promise.all(Array.from({ length: 8 }, () => exchange(server.url, chat, body, {})))
  const refused = replies.find(({ status }) => status === 503)
  if (refused === undefined) throw new Error('no request was refused')
  keep(server, 'busy', { path: chat, body, env }, refused)
  await server.stop()
}

async function record(server, name, asked) {
  const { path, body, headers = {}, onFirstBytes } = asked
  keep(server, name, asked, await exchange(server.url, path, body, headers, onFirstBytes))
}

function exchange(url, path, body, headers, onFirstBytes) {
  const { promise, resolve, reject } = Promise.withResolvers()
  const asked = request(url + path, { method: body === undefined ? 'GET' : 'POST', headers }, (reply) => {
    const chunks = []
    reply.once('data', () => onFirstBytes?.())
    reply.on('data', (chunk) => chunks.push(chunk)).on('error', reject)
    reply.on('end', () =>
      resolve({ status: reply.statusCode, type: reply.headers['content-type'] ?? '', bytes: Buffer.concat(chunks) }),
    )
  })
  asked.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body))
  return promise
}

function keep(server, name, { path, body, headers, env }, { status, type, bytes }) {
  const text = anonymous(bytes.toString('utf8'))
  const at = join(folder, server.version)
  mkdirSync(at, { recursive: true })
  const [, ending = 'json'] = Object.entries(endings).find(([start]) => type.startsWith(start)) ?? []
  const file = `${name}.${ending}`
  writeFileSync(join(at, file), text)
  const note = {
    server: `Ollama ${server.version}`,
    env,
    method: body === undefined ? 'GET' : 'POST',
    path,
    headers,
    body,
    status,
    type,
    file,
  }
  writeFileSync(join(at, `${name}.request.json`), `${JSON.stringify(note, null, 2)}\n`)
  console.log(String(status), server.version, file, text.length)
}

/** Takes out what differs in every run and what tells of this machine. */
function anonymous(text) {
  return text
    .replaceAll(/"(created_at|modified_at|expires_at)":"[^"]*"/g, '"$1":"2026-01-01T00:00:00Z"')
    .replaceAll(/"id":"chatcmpl-\w+"/g, '"id":"chatcmpl-recorded"')
    .replaceAll(/"created":\d+/g, '"created":1764000000')
    .replaceAll(/"id":"call_\w+"/g, '"id":"call_recorded"')
    .replaceAll(/\/[^" \\]*\/models\/blobs/g, '/models/blobs')
}
