import { VenomError } from '../errors/venom-error.js'
import type { SseFrame } from './sse-read.js'

const lineBreak = /\r\n|\r|\n/
// NUL too: a reader ignores an id that holds one.
const breaksField = /[\r\n\0]/

/**
 * Writes one server-sent event. Each line of `data` becomes a field of its own; a reader joins them with LF.
 * @throws {VenomError} `server.internal` when `id` or `event` is more than one line, which would begin another field.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function encodeFrame(frame: SseFrame): string {
  const id = frame.id === undefined ? '' : `id: ${oneLine('id', frame.id)}\n`
  const event = frame.event === undefined ? '' : `event: ${oneLine('event', frame.event)}\n`
  return `${id}${event}${dataLines(frame.data)}\n`
}

/** Writes a comment, which readers ignore: a sign of life. */
export function encodeComment(text: string): string {
  return `: ${text.split(lineBreak).join('\n: ')}\n\n`
}

function dataLines(data: string): string {
  // JSON holds no line break: the usual event takes the short way.
  if (!lineBreak.test(data)) return `data: ${data}\n`
  return data
    .split(lineBreak)
    .map((line) => `data: ${line}\n`)
    .join('')
}

function oneLine(field: string, text: string): string {
  if (!breaksField.test(text)) return text
  throw new VenomError('server.internal', `The ${field} of a server-sent event is one line without NUL; this is more.`)
}
