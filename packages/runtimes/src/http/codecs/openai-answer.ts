import type { ChatEvent, FinishReason, TranslationEntry, TranslationReport, Usage } from '@venom/core'
import type { SseFrames } from '@venom/core/hono'

import { encodeError } from './openai-error.js'

/** What is the same in every chunk of one answer. */
export interface ChunkHead {
  readonly id: string
  /** Seconds since 1970. */
  readonly created: number
  readonly model: string
  /** The reader asked for token counts: one more chunk at the end, and `usage: null` in the others. */
  readonly includeUsage: boolean
}

/** Writes events as the `data` of chunks, in JSON: the role first, then the text, then why it ended, then the token counts. */
export function createChunkEncoder({
  id,
  created,
  model,
  includeUsage,
}: ChunkHead): (event: ChatEvent) => readonly string[] {
  const start = `{"id":${JSON.stringify(id)},"object":"chat.completion.chunk","created":${created},"model":${JSON.stringify(model)},"choices":`
  const end = includeUsage ? ',"usage":null}' : '}'
  // Written by hand, as this is what every token goes through.
  const delta = (field: string, text: string): string =>
    `${start}[{"index":0,"delta":{"${field}":${JSON.stringify(text)}},"finish_reason":null}]${end}`

  return (event) => {
    switch (event.type) {
      case 'start': {
        const role = `${start}[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]`
        const changed = changedParameters(event.translation)
        return [
          changed.length === 0 ? `${role}${end}` : `${role},"venom":${JSON.stringify({ parameters: changed })}${end}`,
        ]
      }
      case 'text-delta':
        return [delta('content', event.text)]
      case 'reasoning-delta':
        return [delta('reasoning_content', event.text)]
      case 'finish': {
        const last = `${start}[{"index":0,"delta":{},"finish_reason":"${encodeFinish(event.reason)}"}]${end}`
        return includeUsage ? [last, `${start}[],"usage":${JSON.stringify(encodeUsage(event.usage))}}`] : [last]
      }
      default:
        return []
    }
  }
}

/** Writes events as whole frames of an event stream; a failure is one last `{error}`, without the `[DONE]` of a good end. */
export function createFrames(head: ChunkHead): SseFrames<ChatEvent> {
  const encode = createChunkEncoder(head)
  return {
    event: (event) => encode(event).map(toFrame).join(''),
    end: toFrame('[DONE]'),
    failure: (thrown) => toFrame(JSON.stringify({ error: encodeError(thrown).error })),
  }
}

function toFrame(data: string): string {
  return `data: ${data}\n\n`
}

/**
 * The parameters that did not go out as they were asked for. The protocol has no word for them, so they stand in a field of our
 * own, `venom`, which its clients ignore: nothing is dropped in silence.
 */
function changedParameters({ entries }: TranslationReport): readonly TranslationEntry[] {
  return entries.filter(({ action }) => action !== 'sent')
}

/** Reads a whole answer into one `chat.completion` object. Throws what the answer throws. */
export async function collectCompletion(
  { id, created, model }: Omit<ChunkHead, 'includeUsage'>,
  events: AsyncIterable<ChatEvent>,
): Promise<Readonly<Record<string, unknown>>> {
  let content = ''
  let reasoning = ''
  let reason: FinishReason = 'other'
  let usage: Usage = {}
  let changed: readonly TranslationEntry[] = []
  for await (const event of events) {
    if (event.type === 'start') changed = changedParameters(event.translation)
    else if (event.type === 'text-delta') content += event.text
    else if (event.type === 'reasoning-delta') reasoning += event.text
    else if (event.type === 'finish') ({ reason, usage } = event)
  }
  const thought = reasoning === '' ? {} : { reasoning_content: reasoning }
  const message = { role: 'assistant', content, refusal: null, ...thought }
  const choices = [{ index: 0, message, logprobs: null, finish_reason: encodeFinish(reason) }]
  const own = changed.length === 0 ? {} : { venom: { parameters: changed } }
  return { id, object: 'chat.completion', created, model, choices, usage: encodeUsage(usage), ...own }
}

// The protocol knows no "otherwise"; clients take `stop` for a whole answer.
function encodeFinish(reason: FinishReason): string {
  return reason === 'other' ? 'stop' : reason
}

// The protocol wants all three numbers; what the runtime does not say is left out as a whole.
function encodeUsage({
  prompt_tokens,
  completion_tokens,
  cached_tokens,
}: Usage): Readonly<Record<string, unknown>> | null {
  if (prompt_tokens === undefined || completion_tokens === undefined) return null
  const cached = cached_tokens === undefined ? {} : { prompt_tokens_details: { cached_tokens } }
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens, ...cached }
}
