import {
  catalogue,
  type ChatRequest,
  type Runtime,
  type ServerFacts,
  toSchema,
  translate,
  VenomError,
} from '@venom/core'
import {
  type AnswerReader,
  type AnswerSink,
  createTransport,
  type PreparedChat,
  readSse,
  type RunningAnswers,
  streamChat,
  toNetworkError,
  type Transport,
} from '@venom/runtimes/adapter'

import { mappings } from './mappings.js'
import { completionEvent, props, refusal, slots, template } from './wire.js'

const kind = 'completion'

/** llama.cpp's native `/completion`, as somebody outside this project would write an adapter for it. */
export function completionRuntime(url: string): Runtime {
  const transport = createTransport({ url })
  const running: RunningAnswers = new Set()
  let isClosed = false

  async function describe(): Promise<{ readonly server: ServerFacts; readonly model: string }> {
    const { build_info, model_alias } = props.parse(await get(transport, '/props'))
    return { server: { kind, version: build_info, capabilities: ['cancel-receipt'] }, model: model_alias }
  }

  async function describeModel(asked: string): Promise<ServerFacts> {
    const { server, model } = await describe()
    if (asked !== model) throw new VenomError('model.unknown', `There is no model “${asked}”, but ${model}.`)
    return server
  }

  async function prepare(request: ChatRequest, strict: boolean): Promise<PreparedChat> {
    if (isClosed) throw closed()
    const server = await describeModel(request.model)
    const { wire, report } = translate(mappings, server, request.generation_params ?? {}, { strict })
    const messages = request.messages.map(({ role, content }) => ({ role, content }))
    const { prompt } = template.parse(await post(transport, '/apply-template', { messages }))
    return {
      start: { type: 'start', model: request.model, translation: report },
      path: '/completion',
      body: JSON.stringify({ ...wire, prompt, stream: true }),
    }
  }

  return {
    id: kind,
    kind,
    offlineSchema: toSchema(catalogue, mappings, { kind, version: null, capabilities: [] }),
    async health() {
      try {
        return { state: 'ready', server: (await describe()).server }
      } catch (thrown) {
        const { code, message } = toNetworkError(thrown, url, false)
        return { state: 'unreachable', code, hint: message }
      }
    },
    models: async () => [{ id: (await describe()).model, loaded: true }],
    parameters: async (model) => ({ schema: toSchema(catalogue, mappings, await describeModel(model)), reported: {} }),
    chat: (request, options = {}) =>
      streamChat(
        {
          transport,
          contentType: 'text/event-stream',
          prepare: () => prepare(request, options.strict === true),
          read: readCompletion,
          toError: toRefusal,
          confirmCancelled: async () =>
            slots.parse(await get(transport, '/slots')).every((slot) => !slot.is_processing),
        },
        running,
        options,
      ),
    async close() {
      isClosed = true
      for (const end of running) end(closed())
      await transport.close()
    },
  }
}

/** The answer ends with an event that says `stop`; there is no `[DONE]`. */
function readCompletion(sink: AnswerSink): AnswerReader {
  let isComplete = false
  return readSse({
    isComplete: () => isComplete,
    onTerminator: () => undefined,
    onChunk(chunk) {
      const { error, content, stop, stop_type, tokens_predicted, tokens_evaluated } = completionEvent.parse(chunk)
      if (error !== undefined) throw new VenomError('runtime.failed', `The server failed: ${error.message}`)
      if (content !== undefined && content !== '') sink.text(content)
      if (stop !== true) return
      sink.usage({
        ...(tokens_evaluated === undefined ? {} : { prompt_tokens: tokens_evaluated }),
        ...(tokens_predicted === undefined ? {} : { completion_tokens: tokens_predicted }),
      })
      sink.stopped(stop_type === 'limit' ? 'length' : 'stop')
      isComplete = true
      sink.complete()
    },
  })
}

function toRefusal(status: number, text: string): VenomError {
  const reply = refusal.safeParse(parseJson(text))
  if (!reply.success) return new VenomError('runtime.failed', `The server answered ${status}.`)
  const { type, message, n_ctx, n_prompt_tokens } = reply.data.error
  if (type !== 'exceed_context_size_error') return new VenomError('runtime.rejected', message)
  return new VenomError('chat.context_overflow', message, {
    details: { limit: n_ctx ?? null, used: n_prompt_tokens ?? null },
  })
}

async function get(transport: Transport, path: string): Promise<unknown> {
  return read(transport, () => transport.request('GET', path))
}

async function post(transport: Transport, path: string, body: unknown): Promise<unknown> {
  return read(transport, () => transport.request('POST', path, JSON.stringify(body)))
}

async function read(transport: Transport, request: () => ReturnType<Transport['request']>): Promise<unknown> {
  try {
    return parseJson((await request()).text)
  } catch (thrown) {
    throw toNetworkError(thrown, transport.url, false)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function closed(): VenomError {
  return new VenomError('runtime.closed', 'The runtime was closed.')
}
