import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { endpoint } from './endpoint.js'
import { toOpenApi } from './openapi.js'

interface Tree {
  readonly name: string
  readonly children: readonly Tree[]
}
const tree: z.ZodMiniType<Tree> = z.object({
  name: z.string(),
  get children() {
    return z.array(tree)
  },
})

const contract = {
  save: endpoint({
    method: 'PUT',
    path: '/models/{model}/config',
    access: 'change',
    input: z.strictObject({
      model: z.string(),
      revision: z.optional(z.coerce.number()),
      generation_params: z.record(z.string(), z.json()),
    }),
    output: tree,
    stream: false,
    headers: { 'if-match': 'revision' },
    summary: 'Saves.',
  }),
  history: endpoint({
    method: 'GET',
    path: '/models/{model}/config',
    access: 'read',
    input: z.object({ model: z.string(), limit: z.optional(z.int()) }),
    output: z.object({ rows: z.array(z.json()) }),
    stream: false,
    summary: 'Lists.',
  }),
  events: endpoint({
    method: 'GET',
    path: '/events',
    access: 'generate',
    input: { parse: (input: unknown) => input },
    output: z.object({ type: z.literal('tick') }),
    stream: true,
    summary: 'Ticks.',
  }),
}

const document = toOpenApi({ tuning: contract }, { title: 'Venom', version: '1' })

/** Follows a path of keys through the document. */
function at(...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    document,
  )
}

describe('toOpenApi', () => {
  test('the fields of the input travel where the endpoint says', () => {
    const save = at('paths', '/models/{model}/config', 'put')

    expect(save).toMatchObject({
      operationId: 'tuning.save',
      security: [{ bearer: [] }],
      parameters: [
        { name: 'model', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'if-match', in: 'header', schema: { type: 'number' } },
      ],
      requestBody: {
        content: {
          'application/json': {
            schema: { properties: { generation_params: { type: 'object' } }, required: ['generation_params'] },
          },
        },
      },
    })
  })

  test('two methods of one path stand side by side, a query field is a parameter', () => {
    expect(at('paths', '/models/{model}/config', 'get', 'parameters')).toEqual([
      { name: 'model', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'limit', in: 'query', required: false, schema: expect.objectContaining({ type: 'integer' }) },
    ])
  })

  test('a stream is said to be one, and what no JSON Schema can say is left open', () => {
    expect(at('paths', '/events', 'get', 'responses', '200', 'content')).toEqual({
      'text/event-stream': { schema: expect.objectContaining({ type: 'object' }) },
    })
    expect(at('paths', '/events', 'get', 'parameters')).toEqual([expect.objectContaining({ name: 'last-event-id' })])
  })

  test('every reference leads somewhere', () => {
    const text = JSON.stringify(document)
    const refs = Array.from(text.matchAll(/"\$ref":"([^"]+)"/g), (match) => match[1] ?? '')

    expect(refs.length).toBeGreaterThan(4)
    expect(refs.filter((ref) => at(...ref.replace('#/', '').split('/')) === undefined)).toEqual([])
  })

  test('every failure is a problem', () => {
    expect(at('paths', '/events', 'get', 'responses', 'default', 'content', 'application/problem+json')).toEqual({
      schema: { $ref: '#/components/schemas/Problem' },
    })
    expect(at('components', 'schemas', 'Problem', 'properties')).toHaveProperty('code')
  })
})
