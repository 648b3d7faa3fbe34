import { problemMediaType, problemSchema } from '../errors/problem.js'
import type { Json } from '../parameters/value.js'
import type { Contract, Endpoint } from './endpoint.js'
import { type JsonSchema, toJsonSchema } from './json-schema.js'
import { pathFields } from './path.js'

/** What a document says of itself. */
export interface OpenApiInfo {
  readonly title: string
  readonly version: string
  readonly description?: string
}

type JsonFields = Readonly<Record<string, Json>>

/**
 * Describes contracts as one OpenAPI 3.1 document. The name of each becomes a tag, and an operation is called
 * `<contract>.<endpoint>`. An input or output that is no zod schema is described as anything.
 * @see https://spec.openapis.org/oas/v3.1.0
 */
export function toOpenApi(contracts: Readonly<Record<string, Contract>>, info: OpenApiInfo): Json {
  const described = Object.entries(contracts).flatMap(([tag, contract]) =>
    Object.entries(contract).map(([name, endpoint]) => describe(tag, name, endpoint)),
  )
  const byPath = Map.groupBy(described, ({ endpoint }) => endpoint.path)
  const problem = toJsonSchema(problemSchema, 'output', 'Problem')
  return {
    openapi: '3.1.0',
    info: { ...info },
    paths: Object.fromEntries([...byPath].map(([path, group]) => [path, toPathItem(group)])),
    components: {
      schemas: {
        Problem: problem.schema,
        ...problem.components,
        ...Object.fromEntries(described.flatMap((one) => Object.entries(one.components))),
      },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  }
}

interface Described {
  readonly endpoint: Endpoint
  readonly operation: JsonFields
  readonly components: JsonFields
}

function toPathItem(group: readonly Described[]): JsonFields {
  return Object.fromEntries(group.map(({ endpoint, operation }) => [endpoint.method.toLowerCase(), operation]))
}

function describe(tag: string, name: string, endpoint: Endpoint): Described {
  const id = `${tag}.${name}`
  const input = toJsonSchema(endpoint.input, 'input', `${id}.input`)
  const output = toJsonSchema(endpoint.output, 'output', `${id}.output`)
  const bearer = { bearer: [] }
  const operation = {
    operationId: id,
    tags: [tag],
    summary: endpoint.summary,
    // What only reads or generates may be open: the host decides.
    security: endpoint.access === 'change' ? [bearer] : [{}, bearer],
    ...toRequest(endpoint, input),
    responses: { '200': toReply(endpoint, output), default: problemReply },
  }
  return { endpoint, operation, components: { ...input.components, ...output.components } }
}

/** Splits the one input object into where its fields travel. */
function toRequest(endpoint: Endpoint, input: JsonSchema): JsonFields {
  const fields = isFields(input.schema['properties']) ? input.schema['properties'] : {}
  const required: readonly Json[] = Array.isArray(input.schema['required']) ? input.schema['required'] : []
  const inPath = pathFields(endpoint.path)
  const inHeader = Object.entries(endpoint.headers ?? {})
  const elsewhere = new Set<Json>([...inPath, ...inHeader.map(([, field]) => field)])
  const rest = Object.entries(fields).filter(([name]) => !elsewhere.has(name))
  const hasBody = endpoint.method === 'POST' || endpoint.method === 'PUT'

  const parameter = (place: string, name: string, field: string): JsonFields => ({
    name,
    in: place,
    required: place === 'path' || required.includes(field),
    schema: fields[field] ?? {},
  })
  const parameters = [
    ...inPath.map((field) => parameter('path', field, field)),
    ...inHeader.map(([header, field]) => parameter('header', header, field)),
    ...(hasBody ? [] : rest.map(([name]) => parameter('query', name, name))),
    ...(endpoint.stream ? [lastEventId] : []),
  ]
  if (!hasBody) return { parameters }
  const isSplit = elsewhere.size > 0 && isFields(input.schema['properties'])
  const body = {
    ...input.schema,
    properties: Object.fromEntries(rest),
    required: required.filter((name) => !elsewhere.has(name)),
  }
  const schema = isSplit ? body : input.schema
  return { parameters, requestBody: { required: true, content: { 'application/json': { schema } } } }
}

function toReply(endpoint: Endpoint, { schema }: JsonSchema): JsonFields {
  if (!endpoint.stream) return { description: 'The reply.', content: { 'application/json': { schema } } }
  const description =
    'Server-sent events. The `data` of each is one of these; `id` is its sequence number. The last frame has the event ' +
    '`end`, or `problem` with a problem as its `data`.'
  return { description, content: { 'text/event-stream': { schema } } }
}

const lastEventId: JsonFields = {
  name: 'last-event-id',
  in: 'header',
  required: false,
  description: 'The last event that was seen: the stream goes on after it.',
  schema: { type: 'integer', minimum: 0 },
}

const problemReply: JsonFields = {
  description: 'What went wrong.',
  content: { [problemMediaType]: { schema: { $ref: '#/components/schemas/Problem' } } },
}

function isFields(json: Json | undefined): json is JsonFields {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}
