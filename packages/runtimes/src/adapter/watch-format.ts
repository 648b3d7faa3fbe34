import type { ChatRequest } from '@venom/core'

import type { AnswerSink } from './answer-sink.js'
import { tryParse } from './read-json.js'

/**
 * The sink for the answer to a request: where JSON was asked for, and an answer that ended by itself is none, it warns with
 * `chat.answer_not_json`, whose detail is `{format}`. Some servers pass a format over without a word. Whether JSON keeps to a
 * schema is not looked at.
 */
export function watchFormat(sink: AnswerSink, { response_format }: ChatRequest): AnswerSink {
  if (response_format === undefined) return sink
  const format = response_format.type
  let text = ''
  let isWhole = false
  return {
    ...sink,
    text(delta) {
      text += delta
      sink.text(delta)
    },
    stopped(reason) {
      isWhole = reason === 'stop'
      sink.stopped(reason)
    },
    complete() {
      if (isWhole && tryParse(text) === undefined) sink.warning('chat.answer_not_json', { format })
      sink.complete()
    },
  }
}
