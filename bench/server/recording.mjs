import { readFile } from 'node:fs/promises'

const fixtures = new URL('../../packages/runtimes/src/__fixtures__/llama-cpp/', import.meta.url)

/** What a real llama-server answered: events before the first token, how it writes a token, its words, events after the last. */
export async function readRecording() {
  const [answer, props, models] = await Promise.all(
    ['answer.sse', 'props.json', 'models.json'].map((name) => readFile(new URL(name, fixtures), 'utf8')),
  )
  const events = answer.match(/.+?\n\n/gs)
  const contents = events.map(contentOf)
  const first = contents.findIndex((content) => content !== null)
  const last = contents.findLastIndex((content) => content !== null)
  const [before, after] = events[first].split(`"content":${JSON.stringify(contents[first])}`)
  return {
    head: events.slice(0, first),
    frame: (word) => `${before}"content":${JSON.stringify(word)}${after}`,
    words: contents.slice(first, last + 1),
    tail: events.slice(last + 1),
    props,
    models,
  }
}

function contentOf(event) {
  const data = event.slice('data: '.length)
  return data.startsWith('{') ? (JSON.parse(data).choices[0]?.delta.content ?? null) : null
}
