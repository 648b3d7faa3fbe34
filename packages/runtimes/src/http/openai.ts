import { type Access, type ModelIndex, VenomError } from '@venom/core'
import { type ContractAppOptions, readJsonBody, sseReply } from '@venom/core/hono'
import { type Context, Hono } from 'hono'

import type { Runs } from '../chat/runs.js'
import { collectCompletion, createFrames } from './codecs/openai-answer.js'
import { encodeError, type OpenAiError } from './codecs/openai-error.js'
import { decodeChatCompletion } from './codecs/openai-text.js'
import { holdStart } from './hold-start.js'

/** What the routes of OpenAI's protocol need. */
export interface OpenAiParts extends ContractAppOptions {
  readonly runs: Pick<Runs, 'stream'>
  readonly index: Pick<ModelIndex, 'list'>
}

/**
 * How long a streamed answer waits for the model's first word, in milliseconds: what fails sooner gets a status of its own, which
 * clients of this protocol act on. No client and no proxy gives up so early on headers, and the stream's signs of life begin then.
 */
const statusGraceMs = 15_000

/**
 * `GET /v1/models` and `POST /v1/chat/completions` in OpenAI's protocol, streaming and not, text only. Saved overrides apply;
 * `model` is the one address string. When its reader leaves, the answer is cancelled at once. Every failure is in OpenAI's form.
 */
export function openAiApp(parts: OpenAiParts): Hono {
  const { runs, index, authorize, onError, maxBodyBytes = 32 * 1024 * 1024 } = parts
  const app = new Hono()

  async function admit(c: Context, access: Access): Promise<void> {
    if ((await authorize(c.req.raw, access)) !== null) return
    throw new VenomError('request.unauthorized', 'The server needs its token as API key.')
  }

  app.get('/v1/models', async (c) => {
    await admit(c, 'read')
    const { models } = await index.list({ signal: c.req.raw.signal })
    // The protocol wants a date; none is known.
    const data = models.map(({ address, runtime }) => ({ id: address, object: 'model', created: 0, owned_by: runtime }))
    return c.json({ object: 'list', data })
  })

  app.post('/v1/chat/completions', async (c) => {
    await admit(c, 'generate')
    const decoded = decodeChatCompletion(await readJsonBody(c.req.raw, maxBodyBytes))
    if (!decoded.ok) return refusal(400, false, decoded.error)
    const { request, stream, includeUsage } = decoded
    const head = {
      id: `chatcmpl-${crypto.randomUUID()}`,
      created: Math.floor(Date.now() / 1_000),
      model: request.model,
    }
    const leave = new AbortController()
    const events = runs.stream(request, { signal: AbortSignal.any([c.req.raw.signal, leave.signal]) })
    if (!stream) return c.json(await collectCompletion(head, events))
    return sseReply(holdStart(events), {
      frames: createFrames({ ...head, includeUsage }),
      leave,
      onError: report,
      graceMs: statusGraceMs,
    })
  })

  app.all('/v1/*', (c) => {
    throw new VenomError('request.not_found', `${c.req.method} ${c.req.path} is not served here.`)
  })

  function report(thrown: unknown): void {
    if (!VenomError.is(thrown)) onError?.(thrown)
  }

  app.onError((thrown) => {
    report(thrown)
    const { status, retryable, error } = encodeError(thrown)
    return refusal(status, retryable, error)
  })
  return app
}

// The header is what OpenAI's own clients obey before they look at the status.
function refusal(status: number, retryable: boolean, error: OpenAiError): Response {
  return Response.json({ error }, { status, headers: { 'x-should-retry': String(retryable) } })
}
