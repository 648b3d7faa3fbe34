// A server that answers as a real llama-server was recorded to, in a process of its own. The first part of the address is the
// plan of the answer (`/blocks-20000/v1/chat/completions`), so that every client sends the request that it always sends.
import { createServer } from 'node:http'

import { now } from './clock.mjs'
import { createPacer } from './server/pacer.mjs'
import { readRecording } from './server/recording.mjs'
import { writeBlocks, writeEach, writeFirst } from './server/writers.mjs'

const { head, frame, words, tail, props, models } = await readRecording()
const pacer = createPacer()
const word = (index) => frame(words[index % words.length])
const time = () => frame(`${now()}`)

const plans = {
  each: (response, count) => writeEach(response, count, word),
  blocks: (response, count) => writeBlocks(response, 16_384, count, word),
  first: (response, pauseMs) => writeFirst(response, pauseMs, time),
  paced: (response, rate, ms) => pacer.send(response, rate, Math.round((rate * ms) / 1_000), time),
}

/** The newest answer: whether its socket is open, the bytes that the kernel took, and when the socket was closed. */
let last = () => ({})
const closedAt = new WeakMap()

const server = createServer((request, response) => {
  if (request.url === '/last') return json(response, JSON.stringify(last()))
  const [, plan = '', ...path] = (request.url ?? '').split('/')
  if (path.join('/') === 'props') return json(response, props)
  if (path.join('/') === 'v1/models') return json(response, models)
  request.resume().on('end', () => void answer(plan.split('-'), response))
})

async function answer([name, ...numbers], response) {
  last = watch(response.socket)
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(head.join(''))
  await plans[name](response, ...numbers.map(Number))
  response.end(tail.join(''))
}

function watch(socket) {
  const before = socket.bytesWritten
  return () => ({
    closedAt: closedAt.get(socket) ?? null,
    sentBytes: socket.bytesWritten - socket.writableLength - before,
  })
}

function json(response, text) {
  response.setHeader('content-type', 'application/json; charset=utf-8').end(text)
}

server.on('connection', (socket) => socket.once('close', () => closedAt.set(socket, now())))
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${server.address().port}`))
process.on('disconnect', () => process.exit(0))
