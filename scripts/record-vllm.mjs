// Records real replies of the installed vLLM for the tests of our parser. Run from the repository's root:
//   node --conditions=@venom/source --import ./scripts/run-sources.mjs scripts/record-vllm.mjs [plain] [tools] [thinking] [narrow]
// Without a name it starts all four servers. Each reply is kept as `<name>.sse`, `<name>.json` or `<name>.txt` (the body, byte for byte but for what `anonymous` takes out)
// beside `<name>.request.json` (what was asked, how the server was started, status and type of the reply).
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { tinyAdapterFolder } from '../tests/live/tiny-model.ts'
import { startVllm } from '../tests/live/vllm.ts'

const only = process.argv.slice(2)
const folder = 'packages/runtimes/src/__fixtures__/vllm'
const chat = '/v1/chat/completions'
const json = { 'content-type': 'application/json' }
const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    // The tiny model knows no tools: strict makes it write a call all the same.
    strict: true,
    parameters: {
      type: 'object',
      properties: { city: { type: 'string', enum: ['Krakow'] } },
      required: ['city'],
      additionalProperties: false,
    },
  },
}
const streamed = { stream: true, stream_options: { include_usage: true }, temperature: 0 }
const ask = (content, more = {}) => ({ model: 'pico', messages: [{ role: 'user', content }], ...streamed, ...more })
const endless = ask('Say la again and again.', { max_completion_tokens: 60, ignore_eos: true })

/** What the metrics say is long; of it only these are kept. */
const kept = /^(?:# \w+ )?(?:vllm:num_requests_|vllm:lora_|http_requests_total)/

await withServer('plain', { args: ['--sse-keep-alive-interval', '1'] }, async (record, server) => {
  const post = (path, body = {}) =>
    fetch(server.url + path, { method: 'POST', headers: json, body: JSON.stringify(body) })
  for (const path of ['/version', '/v1/models', '/health', '/metrics']) await record(path.split('/').at(-1), { path })
  const replies = {
    answer: ask('What is 7 plus 8?'),
    length: ask('Tell me a short story.', { max_completion_tokens: 8 }),
    stop: ask('What is 7 plus 8?', { stop: [' is'] }),
    unicode: ask('Hello.', { structured_outputs: { choice: ['zażółć gęślą jaźń 🦊 \r\n東京'] } }),
    'bare-stream': { messages: [{ role: 'user', content: 'Flip a coin.' }], stream: true, temperature: 0 },
    'too-long': ask('Hello.', { max_completion_tokens: 5000 }),
    'bad-value': ask('Hello.', { top_p: 0 }),
    'bad-type': ask('Hello.', { temperature: 'hot' }),
    'too-many-stops': ask('Hello.', { stop: ['a', 'b', 'c', 'd', 'e'] }),
    'no-tools': ask('Hello.', { tools: [weather] }),
    'unknown-model': ask('Hello.', { model: 'nope' }),
  }
  for (const [name, body] of Object.entries(replies)) await record(name, { path: chat, body })
  await record('no-route', { path: '/v1/nothing' })

  const load = '/v1/load_lora_adapter'
  const unload = '/v1/unload_lora_adapter'
  const iskra = { lora_name: 'iskra', lora_path: tinyAdapterFolder }
  await record('adapter-missing', { path: load, body: { ...iskra, lora_path: '/nowhere' } })
  await record('adapter-of-base-name', { path: load, body: { ...iskra, lora_name: 'pico' } })
  await post(load, iskra)
  await record('models-with-adapter', { path: '/v1/models' })
  await post(unload, iskra)
  await record('adapter-unknown', { path: unload, body: iskra })
  await record('metrics-after-unload', { path: '/metrics' })

  await record('stalled', {
    path: chat,
    body: endless,
    meanwhile: async () => {
      await post('/pause?mode=keep')
      await wait(2_500)
      await post('/resume')
    },
  })
  await record('abort', { path: chat, body: endless, meanwhile: () => post('/abort_requests') })
  // Frozen first: the whole answer is written within the time that finding the engine takes.
  const killFrozen = async () => {
    await post('/pause?mode=keep')
    await server.killEngine()
  }
  await record('error-mid-stream', { path: chat, body: endless, meanwhile: killFrozen })
})

const tools = ['--enable-auto-tool-choice', '--tool-call-parser', 'hermes']
await withServer('tools', { args: tools }, async (record) => {
  // Without a penalty the model writes nothing but white space between the tokens of the call.
  const asked = ask('What is the weather in Krakow?', { tools: [weather], tool_choice: 'required' })
  await record('tool-call', { path: chat, body: { ...asked, frequency_penalty: 2 } })
})

const structured = ['--structured-outputs-config', '{"backend":"xgrammar","enable_in_reasoning":true}']
await withServer('thinking', { args: ['--reasoning-parser', 'granite', ...structured] }, async (record) => {
  const thought = 'Here is my thought process: [a-z ]{4,20} Here is my response: [a-zA-Z0-9 ]{3,20}'
  const body = ask('What is 7 plus 8?', { structured_outputs: { regex: thought }, max_completion_tokens: 60 })
  await record('reasoning', { path: chat, body })
})

const narrow = ['--api-key', 'right', '--max-num-queued-reqs', '1']
await withServer('narrow', { args: narrow, maxLength: 64 }, async (record, server) => {
  const headers = { authorization: 'Bearer right' }
  const wrong = { authorization: 'Bearer wrong' }
  await record('unauthorized', { path: chat, body: ask('Hello.'), headers: wrong })
  await record('models-unauthorized', { path: '/v1/models', headers: wrong })
  await record('overflow', { path: chat, body: ask('la '.repeat(100)), headers })
  await record('overflow-by-characters', { path: chat, body: ask('la '.repeat(1_000)), headers })
  const cut = ask('Say la again and again.', { max_completion_tokens: 64 })
  await record('cut-by-window', { path: chat, body: cut, headers })

  // The limit counts what runs as well.
  const running = await fetch(server.url + chat, {
    method: 'POST',
    headers: { ...json, ...headers },
    body: JSON.stringify(cut),
  })
  await record('busy', { path: chat, body: cut, headers })
  await running.body.cancel()
})

/** Starts a server for these recordings, unless only others were asked for. */
async function withServer(name, options, body) {
  if (only.length > 0 && !only.includes(name)) return
  const server = await startVllm(options)
  try {
    await body((reply, request) => record(server.url, reply, { ...request, options }), server)
  } finally {
    await server.kill()
  }
}

async function record(url, name, { path, body, headers = {}, meanwhile, options }) {
  const post = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...json, ...headers },
  }
  const reply = await fetch(url + path, body === undefined ? { headers } : post)
  const text = anonymous(await bodyOf(reply, meanwhile))
  const type = reply.headers.get('content-type') ?? ''
  mkdirSync(folder, { recursive: true })
  const file = `${name}.${endingOf(type)}`
  writeFileSync(join(folder, file), text)
  const note = {
    server: 'vLLM 0.32.0',
    ...options,
    method: body === undefined ? 'GET' : 'POST',
    path,
    body,
    status: reply.status,
    type,
    file,
  }
  writeFileSync(join(folder, `${name}.request.json`), anonymous(`${JSON.stringify(note, null, 2)}\n`))
  console.log(String(reply.status), file, text.length)
}

/** The whole body. `meanwhile` is done once, after ten events. */
async function bodyOf(reply, meanwhile) {
  let text = ''
  let pending = meanwhile
  let done
  for await (const piece of reply.body.pipeThrough(new TextDecoderStream())) {
    text += piece
    if (pending === undefined || text.split('\n\n').length < 10) continue
    done = pending()
    pending = undefined
  }
  await done
  return text
}

function endingOf(type) {
  if (type.startsWith('text/event-stream')) return 'sse'
  return type.startsWith('application/json') ? 'json' : 'txt'
}

/** Takes out what differs in every run and what tells of this machine, and of the metrics what is not read. */
function anonymous(text) {
  const shorter = text.startsWith('# HELP')
    ? `${text
        .split('\n')
        .filter((line) => kept.test(line))
        .join('\n')}\n`
    : text
  return shorter
    .replaceAll(/"created":\d+/g, '"created":1764000000')
    .replaceAll(/chatcmpl-\w+/g, 'chatcmpl-recorded')
    .replaceAll(/modelperm-\w+/g, 'modelperm-recorded')
    .replaceAll(/"root":"[^"]*"/g, (root) => `"root":"/models/${root.includes('adapter') ? 'iskra' : 'pico'}"`)
    .replaceAll(tinyAdapterFolder, '/models/iskra')
}
