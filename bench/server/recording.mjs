import { readFile } from 'node:fs/promises'

const fixtures = new URL('../../packages/runtimes/src/__fixtures__/', import.meta.url)
const sse = { type: 'text/event-stream', piece: /.+?\n\n/gs, contentOf: contentOfEvent }
const ndjson = { type: 'application/x-ndjson', piece: /.+?\n/gs, contentOf: contentOfLine }

/** Server → its folder of recorded replies, the answers by path, and what it says of itself by path. */
const recorded = {
  'llama-cpp': {
    folder: 'llama-cpp',
    answers: { '/v1/chat/completions': ['answer.sse', sse] },
    facts: { '/props': 'props.json', '/v1/models': 'models.json' },
  },
  ollama: {
    folder: 'ollama/0.34.4',
    answers: { '/api/chat': ['answer.ndjson', ndjson], '/v1/chat/completions': ['openai-answer.sse', sse] },
    facts: {
      '/api/version': 'version.json',
      '/api/tags': 'tags.json',
      '/api/ps': 'ps.json',
      '/api/show': 'show.json',
    },
  },
  vllm: {
    folder: 'vllm',
    answers: { '/v1/chat/completions': ['answer.sse', sse] },
    facts: {
      '/version': 'version.json',
      '/v1/models': 'models.json',
      '/health': 'health.txt',
      '/metrics': 'metrics.txt',
    },
  },
}

/** What a real server said: `answers` and `facts` by path. */
export async function readRecording(id) {
  const { folder, answers, facts } = recorded[id]
  const read = (name) => readFile(new URL(`${folder}/${name}`, fixtures), 'utf8')
  return {
    answers: await mapValues(answers, async ([name, format]) => toAnswer(await read(name), format)),
    facts: await mapValues(facts, read),
  }
}

/** An answer in parts: the pieces before the first token, how a token is written, its words, the pieces after the last. */
function toAnswer(text, { type, piece, contentOf }) {
  const pieces = text.match(piece)
  const contents = pieces.map(contentOf)
  const first = contents.findIndex(Boolean)
  const last = contents.findLastIndex(Boolean)
  const [before, after] = pieces[last].split(`"content":${JSON.stringify(contents[last])}`)
  return {
    type,
    head: pieces.slice(0, first).join(''),
    frame: (word) => `${before}"content":${JSON.stringify(word)}${after}`,
    words: contents.slice(first, last + 1),
    tail: pieces.slice(last + 1).join(''),
  }
}

function contentOfEvent(event) {
  const data = event.slice('data: '.length)
  return data.startsWith('{') ? JSON.parse(data).choices[0]?.delta.content : null
}

function contentOfLine(line) {
  return JSON.parse(line).message.content
}

async function mapValues(object, make) {
  const entries = Object.entries(object).map(async ([key, value]) => [key, await make(value)])
  return Object.fromEntries(await Promise.all(entries))
}
