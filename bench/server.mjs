// `server.mjs <id>`: answers as a real server of that kind was recorded to, in a process of its own. The first part of the address is
// the plan of the answer (`/blocks-20000/v1/chat/completions`), so that every client sends the request that it always sends.
import { createServer } from 'node:http'

import { now } from './clock.mjs'
import { createPacer } from './server/pacer.mjs'
import { readRecording } from './server/recording.mjs'
import { writeBlocks, writeEach, writeFirst } from './server/writers.mjs'

const { answers, facts } = await readRecording(process.argv[2])
const pacer = createPacer()

/** How the tokens of an answer are written, by the name of the plan. */
const plans = {
  each: (response, { word }, count) => writeEach(response, count, word),
  blocks: (response, { word }, count) => writeBlocks(response, 16_384, count, word),
  size: (response, { word }, bytes) => writeBlocks(response, 16_384, Math.ceil(bytes / word(0).length), word),
  first: (response, { time }, pauseMs) => writeFirst(response, pauseMs, time),
  paced: (response, { time }, rate, ms) => pacer.send(response, rate, Math.round((rate * ms) / 1_000), time),
}

/** The newest answer: whether its socket is open, the bytes that the kernel took, and when the socket was closed. */
let last = () => ({})
const closedAt = new WeakMap()

const server = createServer((request, response) => {
  if (request.url === '/last') return json(response, JSON.stringify(last()))
  const [, plan = '', ...rest] = (request.url ?? '').split('/')
  const path = `/${rest.join('/')}`
  if (path in facts) return json(response, facts[path])
  if (!(path in answers)) return response.writeHead(404).end()
  request.resume().on('end', () => void answer(plan.split('-'), answers[path], response))
})

async function answer([name, ...numbers], { type, head, frame, words, tail }, response) {
  const pieces = { word: (index) => frame(words[index % words.length]), time: () => frame(`${now()}`) }
  last = watch(response.socket)
  response.writeHead(200, { 'content-type': type })
  // A server that has nothing to say before the first token sends its headers with it.
  if (head !== '') response.write(head)
  await plans[name](response, pieces, ...numbers.map(Number))
  response.end(tail)
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
