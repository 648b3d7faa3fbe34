import { type Context, Hono } from 'hono'

import type { Access, Contract, Endpoint, HandlerContext, Handlers, Sequenced } from '../contract/endpoint.js'
import { pathFields } from '../contract/path.js'
import { toProblem } from '../errors/problem.js'
import { VenomError } from '../errors/venom-error.js'
import { encodeFrame } from '../streams/sse-write.js'
import { notFoundReply, problemReply } from './problem-reply.js'
import { readAfter, readInput } from './read-input.js'
import { type SseFrames, sseHeaders, sseReply } from './sse-reply.js'

/** Decides who asks. Null refuses with `request.unauthorized`; a `VenomError` thrown refuses in its own words. */
export type Authorize = (request: Request, access: Access) => string | null | Promise<string | null>

/** What a contract's server needs beside its handlers. */
export interface ContractAppOptions {
  readonly authorize: Authorize
  /** Told of every failure that is not a `VenomError`: nothing of it travels, so this is where it can be seen. */
  readonly onError?: (thrown: unknown) => void
  /** Bytes that a body may have. Default: 32 MiB. */
  readonly maxBodyBytes?: number
}

type Handler = (input: unknown, context: HandlerContext) => unknown

const frames: SseFrames<Sequenced<unknown>> = {
  event: ({ seq, event }) => encodeFrame({ id: String(seq), data: JSON.stringify(event) }),
  end: encodeFrame({ event: 'end', data: '{}' }),
  failure: (thrown) => encodeFrame({ event: 'problem', data: JSON.stringify(toProblem(thrown)) }),
}

// Tells the 405 of another contract, mounted beside, that a 404 is an endpoint's own answer.
const answered = new WeakSet<Request>()

/**
 * Serves a contract: a Hono app to mount with `app.route`, or to run by its `fetch`. Every failure is a problem (RFC 9457).
 * A stream is server-sent events: `id` is the sequence number, `end` or `problem` the last frame. The handler's signal
 * aborts when the client goes away, and its iterator's `return` is called.
 *
 * An address with another method is 405, `OPTIONS` names the methods. An unknown address is 404 where the app stands alone;
 * an application that mounts several gives `notFoundReply` to its own `notFound`.
 */
export function contractApp<C extends Contract>(
  contract: C,
  handlers: Handlers<NoInfer<C>>,
  options: ContractAppOptions,
): Hono
// The overload ties each name to its types, which TypeScript cannot follow through `Object.entries`.
export function contractApp(
  contract: Contract,
  handlers: Readonly<Record<string, Handler>>,
  options: ContractAppOptions,
): Hono {
  const app = new Hono()
  for (const [name, endpoint] of Object.entries(contract)) {
    const handler = handlers[name]
    if (handler === undefined)
      throw new VenomError('server.internal', `The endpoint ${name} has no handler. Write one.`)
    app.on(endpoint.method, honoPath(endpoint), async (c) => {
      answered.add(c.req.raw)
      try {
        return await answer(c, endpoint, handler, options)
      } catch (thrown) {
        // Who went away in the middle of a body is no failure of ours.
        if (!c.req.raw.signal.aborted) report(options, thrown)
        return problemReply(thrown)
      }
    })
  }
  addOtherMethods(app, contract)
  app.notFound(notFoundReply)
  return app
}

async function answer(
  c: Context,
  endpoint: Endpoint,
  handler: Handler,
  options: ContractAppOptions,
): Promise<Response> {
  const request = c.req.raw
  const who = await options.authorize(request, endpoint.access)
  if (who === null)
    throw new VenomError(
      'request.unauthorized',
      'A token is needed for this, and none came, or another one. Send `Authorization: Bearer …` with the server’s own.',
    )
  const path = Object.fromEntries(pathFields(endpoint.path).map((field) => [field, c.req.param(field) ?? '']))
  const input = await readInput(endpoint, { request, path, maxBodyBytes: options.maxBodyBytes ?? 32 * 1024 * 1024 })
  if (!endpoint.stream) {
    const reply = await handler(input, { who, signal: request.signal, after: 0 })
    return reply === undefined ? new Response(null, { status: 204 }) : Response.json(reply)
  }
  const after = readAfter(request)
  // Nobody would read, and so nobody would end, what the handler begins.
  if (request.method === 'HEAD') return new Response(null, { headers: sseHeaders })
  const leave = new AbortController()
  const signal = AbortSignal.any([request.signal, leave.signal])
  const events = handler(input, { who, signal, after })
  if (!isEvents(events)) throw new TypeError('The handler of a stream must give an async iterable.')
  return sseReply(events, { frames, leave, onError: (thrown) => report(options, thrown) })
}

/** After all endpoints: a path that is known answers other methods with what it takes. */
function addOtherMethods(app: Hono, contract: Contract): void {
  for (const [path, endpoints] of Map.groupBy(Object.values(contract), honoPath)) {
    const methods = new Set<string>([...endpoints.map((endpoint) => endpoint.method), 'OPTIONS'])
    if (methods.has('GET')) methods.add('HEAD')
    const headers = { allow: [...methods].join(', ') }
    app.all(path, async (c, next) => {
      // Another contract or route may know this path too.
      await next()
      if (c.res.status !== 404 || answered.has(c.req.raw)) return
      const isQuestion = c.req.method === 'OPTIONS'
      c.res = isQuestion ? new Response(null, { status: 204, headers }) : wrongMethod(c.req.method, headers)
    })
  }
}

function wrongMethod(method: string, headers: { readonly allow: string }): Response {
  const message = `This address does not take ${method}. It takes ${headers.allow}.`
  const reply = problemReply(new VenomError('request.wrong_method', message))
  reply.headers.set('allow', headers.allow)
  return reply
}

function honoPath(endpoint: Endpoint): string {
  return endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')
}

function isEvents(value: unknown): value is AsyncIterable<Sequenced<unknown>> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

function report(options: ContractAppOptions, thrown: unknown): void {
  if (!VenomError.is(thrown)) options.onError?.(thrown)
}
