import { getRequestListener } from '@hono/node-server'
import fc from 'fast-check'
import { Hono } from 'hono'
import { describe, expect, expectTypeOf, test } from 'vitest'
import * as z from 'zod/mini'

import { createClient } from '../contract/create-client.js'
import { type Client, endpoint, type Handlers } from '../contract/endpoint.js'
import { VenomError } from '../errors/venom-error.js'
import { type HttpServer, httpServer } from '../testing/http-server.js'
import { contractApp, type ContractAppOptions } from './contract-app.js'
import { notFoundReply } from './problem-reply.js'

const contract = {
  save: endpoint({
    method: 'PUT',
    path: '/models/{model}/config',
    access: 'change',
    input: z.strictObject({
      model: z.string(),
      revision: z.optional(z.coerce.number()),
      values: z.record(z.string(), z.number().check(z.lte(2))),
    }),
    output: z.object({ model: z.string(), revision: z.number(), values: z.record(z.string(), z.number()) }),
    stream: false,
    headers: { 'if-match': 'revision' },
    summary: 'Saves.',
  }),
  list: endpoint({
    method: 'GET',
    path: '/models',
    access: 'read',
    input: z.object({
      limit: z.optional(z.coerce.number()),
      tag: z.optional(z.array(z.string())),
      q: z.optional(z.string()),
    }),
    output: z.looseObject({ who: z.string() }),
    stream: false,
    summary: 'Lists.',
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/models/{model}/config',
    access: 'change',
    input: z.object({ model: z.string() }),
    output: z.undefined(),
    stream: false,
    summary: 'Removes.',
  }),
}

const handlers: Handlers<typeof contract> = {
  save: async ({ model, revision, values }) => ({ model, revision: (revision ?? 0) + 1, values }),
  list: async (input, { who }) => {
    if (input.q === 'foreign') throw new TypeError('secret of the server')
    if (input.q === 'known') throw new VenomError('model.unknown', 'No such model.', { details: { candidates: ['a'] } })
    return { ...input, who }
  },
  remove: async () => undefined,
}

const anybody: ContractAppOptions = { authorize: () => 'somebody' }

function serve(app: Hono): Promise<HttpServer> {
  return httpServer((incoming, outgoing) => void getRequestListener(app.fetch)(incoming, outgoing))
}

async function ask(
  app: Hono,
  path: string,
  init?: RequestInit,
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await app.request(path, init)
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text), headers: response.headers }
}

const put = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }): RequestInit => ({
  method: 'PUT',
  body,
  headers,
})

describe('contractApp with createClient', () => {
  test('an input arrives as it was given and the reply comes back typed, whatever the model is called', async () => {
    await using server = await serve(contractApp(contract, handlers, anybody))
    const client = createClient(contract, { baseUrl: server.url })
    const model = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((text) => text.isWellFormed() && !/^\.{1,2}$/.test(text))
    const values = fc.dictionary(
      fc.string().filter((name) => name !== '__proto__'),
      fc.nat().map((number) => number % 3),
    )

    await fc.assert(
      fc.asyncProperty(model, values, fc.nat(), async (model, values, revision) => {
        expect(await client.save({ model, values: { ...values }, revision })).toEqual({
          model,
          values,
          revision: revision + 1,
        })
      }),
      { examples: [['org/llama:7b%2F', { top_k: 1 }, 4]] },
    )
    expectTypeOf(client).toEqualTypeOf<Client<typeof contract>>()
    expectTypeOf(client.save).returns.resolves.toExtend<{ revision: number }>()
  })

  test('a query carries numbers, texts with any character and lists', async () => {
    await using server = await serve(contractApp(contract, handlers, anybody))
    const client = createClient(contract, { baseUrl: `${server.url}/` })

    const reply = await client.list({ limit: 3, tag: ['a&b', 'ü'], q: 'x=1 +%' })

    expect(reply).toEqual({ limit: 3, tag: ['a&b', 'ü'], q: 'x=1 +%', who: 'somebody' })
  })

  test('a reply without content is undefined', async () => {
    await using server = await serve(contractApp(contract, handlers, anybody))

    expect(await createClient(contract, { baseUrl: server.url }).remove({ model: 'a' })).toBeUndefined()
  })

  test('all that is wrong with a request is told at once, in our words', async () => {
    const app = contractApp(contract, handlers, anybody)

    const { status, body, headers } = await ask(app, '/models/m/config', put('{"values":{"a":3,"b":"x"},"extra":1}'))

    expect(status).toBe(400)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(body).toMatchObject({
      code: 'request.invalid',
      details: {
        issues: [
          { path: 'values.a', code: 'too_big', message: 'Must be at most 2.' },
          { path: 'values.b', code: 'invalid_type', message: 'Expected number.' },
          { path: 'extra', code: 'unrecognized_keys', message: 'There is no such field.' },
        ],
      },
    })
  })

  test('a body that is no JSON object, or not marked as one, is refused', async () => {
    const app = contractApp(contract, handlers, anybody)

    expect(await ask(app, '/models/m/config', put('{'))).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    })
    expect(await ask(app, '/models/m/config', put('[1]'))).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    })
    expect(await ask(app, '/models/m/config', put('{"values":{}}', { 'content-type': 'text/plain' }))).toMatchObject({
      status: 415,
      body: { code: 'request.media_type' },
    })
  })

  test('what contradicts itself is refused, and what says the same twice is not', async () => {
    const app = contractApp(contract, handlers, anybody)
    const headers = { 'content-type': 'application/json', 'if-match': '"7"' }
    const save = (body: string, query = '') => ask(app, `/models/m/config${query}`, put(body, headers))

    expect(await save('{"model":"other","values":{}}')).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', details: { issues: [{ path: 'model', code: 'contradiction' }] } },
    })
    expect(await save('{"values":{}}', '?model=other')).toMatchObject({ status: 400 })
    expect(await save('{"revision":6,"values":{}}')).toMatchObject({ status: 400 })
    expect(await save('{"model":{"toString":1},"values":{}}')).toMatchObject({ status: 400 })
    expect(await save('{"model":"m","revision":7,"values":{}}')).toMatchObject({ status: 200, body: { model: 'm' } })
  })

  test('If-Match is read with and without its quotes', async () => {
    const app = contractApp(contract, handlers, anybody)
    const save = (match: string): ReturnType<typeof ask> =>
      ask(app, '/models/m/config', put('{"values":{}}', { 'content-type': 'application/json', 'if-match': match }))

    expect(await save('"7"')).toMatchObject({ body: { revision: 8 } })
    expect(await save('7')).toMatchObject({ body: { revision: 8 } })
    expect(await save('W/"7"')).toMatchObject({ body: { revision: 8 } })
  })

  test('an error of the handler arrives as the same error', async () => {
    await using server = await serve(contractApp(contract, handlers, anybody))
    const client = createClient(contract, { baseUrl: server.url })

    await expect(client.list({ q: 'known' })).rejects.toMatchObject({
      code: 'model.unknown',
      message: 'No such model.',
      details: { candidates: ['a'] },
    })
  })

  test('of a failure that is not ours nothing travels, and the host is told', async () => {
    const seen: unknown[] = []
    const app = contractApp(contract, handlers, { ...anybody, onError: (thrown) => seen.push(thrown) })

    const { status, body } = await ask(app, '/models?q=foreign')

    expect(status).toBe(500)
    expect(JSON.stringify(body)).not.toContain('secret')
    expect(seen).toEqual([new TypeError('secret of the server')])
  })

  test('authorize is asked with the access, before the input is read', async () => {
    const asked: string[] = []
    const authorize: ContractAppOptions['authorize'] = async (_, access) => {
      asked.push(access)
      return access === 'read' ? 'reader' : null
    }
    const app = contractApp(contract, handlers, { authorize })

    expect(await ask(app, '/models/m/config', put('{'))).toMatchObject({
      status: 401,
      body: { code: 'request.unauthorized' },
    })
    expect(await ask(app, '/models')).toMatchObject({ status: 200, body: { who: 'reader' } })
    expect(asked).toEqual(['change', 'read'])
  })

  test('an unknown address is 404, a wrong method 405 with what is allowed, both problems', async () => {
    const app = contractApp(contract, handlers, anybody)

    expect(await ask(app, '/nowhere')).toMatchObject({ status: 404, body: { code: 'request.not_found' } })
    const wrong = await ask(app, '/models/m/config', { method: 'POST', body: '{}' })
    expect(wrong).toMatchObject({ status: 405, body: { code: 'request.wrong_method' } })
    expect(wrong.headers.get('allow')).toBe('PUT, DELETE, OPTIONS')
  })

  test('HEAD is GET without a body, OPTIONS names the methods', async () => {
    const app = contractApp(contract, handlers, anybody)

    expect(await ask(app, '/models', { method: 'HEAD' })).toMatchObject({ status: 200, body: null })
    const options = await ask(app, '/models', { method: 'OPTIONS' })
    expect(options).toMatchObject({ status: 204, body: null })
    expect(options.headers.get('allow')).toBe('GET, OPTIONS, HEAD')
  })

  test('contracts that share an address are served side by side', async () => {
    const { save, list, remove } = contract
    const app = new Hono()
    app.route('/api', contractApp({ save, list }, handlers, anybody))
    app.route('/api', contractApp({ remove }, { remove: handlers.remove }, anybody))
    app.notFound(notFoundReply)

    expect(await ask(app, '/api/models/m/config', { method: 'DELETE' })).toMatchObject({ status: 204 })
    expect(await ask(app, '/api/models/m/config', { method: 'POST' })).toMatchObject({ status: 405 })
    expect(await ask(app, '/api/models?q=known')).toMatchObject({ status: 404, body: { code: 'model.unknown' } })
    expect(await ask(app, '/elsewhere')).toMatchObject({ status: 404, body: { code: 'request.not_found' } })
  })
})
