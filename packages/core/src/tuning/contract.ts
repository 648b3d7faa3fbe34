import * as z from 'zod/mini'

import { endpoint } from '../contract/endpoint.js'
import { isRecord } from '../parameters/is-record.js'
import { parseSchema } from '../parameters/parse-schema.js'
import { valueSchema, valuesSchema } from './values-schema.js'

/** The saved state that a change is made on: the etag of a reply, or a revision alone. Header `If-Match`. */
const if_match = z.exactOptional(
  z.string().check(z.regex(/^\d{1,15}(-[\da-f]{16})?$/, 'Must be the etag of a reply, or a revision: "3".')),
)
/** A whole number, also as text of a query. */
const wholeNumber = z.pipe(
  z.union([
    z.int().check(z.positive()),
    z.string().check(z.regex(/^[1-9]\d{0,14}$/, 'Must be a whole number above 0.')),
  ]),
  z.transform(Number),
)

// Not z.record: it leaves out a key such as `__proto__` in silence, and whoever sent it must be told.
const anyValues = z.custom<Readonly<Record<string, unknown>>>(isRecord, 'Must be an object of values by name.')

const address = {
  /** The one string that names a model: bare, or `<runtime id>/<model>`. One encoded segment in the path. */
  model: z.string().check(z.minLength(1), z.maxLength(1_024)),
  /** Id of the runtime, where several have a model of this name. */
  runtime: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(512))),
}

const standing = z.enum(['assumed', 'reported', 'set'])

const claim = { layer: z.string(), standing, value: valueSchema }

const configReply = z.object({
  success: z.literal(true),
  model_name: z.string(),
  runtime: z.string(),
  generation_schema: z.pipe(z.unknown(), z.transform(parseSchema)),
  /** The value that holds for every parameter of the schema. */
  current_values: valuesSchema,
  /** Who gave each of them, and what it beat, highest first. */
  sources: z.record(z.string(), z.object({ ...claim, beaten: z.readonly(z.array(z.object(claim))) })),
  /** Counts the saved changes of this model; 0 when nothing was ever saved. */
  revision: z.int(),
  /** Names what is saved, for `If-Match`: unlike the revision also in a database that was restored from a copy. */
  etag: z.string(),
  /** Whether the runtime answered. If not, the schema is what is known without it. */
  live: z.boolean(),
})

const historyReply = z.object({
  success: z.literal(true),
  model_name: z.string(),
  runtime: z.string(),
  changes: z.readonly(
    z.array(
      z.object({
        revision: z.int(),
        by: z.string(),
        at_ms: z.number(),
        before: valuesSchema,
        after: valuesSchema,
      }),
    ),
  ),
})

/** Schema, values and sources of one model. */
export type TuningConfigReply = z.infer<typeof configReply>
/** Changes of one model, newest first. */
export type TuningHistoryReply = z.infer<typeof historyReply>

const ifMatch = { 'if-match': 'if_match' }

/** Tuning over HTTP. Its errors: `model.*`, `runtime.unknown`, `tuning.*`, `storage.*`. */
export const tuningContract = {
  config: endpoint({
    method: 'GET',
    path: '/api/v1/models/{model}/config',
    access: 'read',
    input: z.strictObject(address),
    output: configReply,
    stream: false,
    summary: 'What can be tuned on a model, the values that hold, and who set them.',
  }),
  save: endpoint({
    method: 'PUT',
    path: '/api/v1/models/{model}/config',
    access: 'change',
    // The values are judged by the model's schema, all at once.
    input: z.strictObject({
      ...address,
      if_match,
      generation_params: anyValues,
    }),
    output: configReply,
    stream: false,
    headers: ifMatch,
    summary: 'Replaces the whole saved override of a model; an empty set removes it.',
  }),
  reset: endpoint({
    method: 'DELETE',
    path: '/api/v1/models/{model}/config',
    access: 'change',
    input: z.strictObject({ ...address, if_match }),
    output: configReply,
    stream: false,
    headers: ifMatch,
    summary: 'Removes the saved override of a model. Its history stays.',
  }),
  history: endpoint({
    method: 'GET',
    path: '/api/v1/models/{model}/config/history',
    access: 'read',
    input: z.strictObject({
      ...address,
      before_revision: z.exactOptional(wholeNumber),
      limit: z.exactOptional(wholeNumber.check(z.maximum(500))),
    }),
    output: historyReply,
    stream: false,
    summary: 'Who changed what and when, newest first. 50 changes unless `limit` says otherwise.',
  }),
  undo: endpoint({
    method: 'POST',
    path: '/api/v1/models/{model}/config/undo',
    access: 'change',
    input: z.strictObject({ ...address, if_match }),
    output: configReply,
    stream: false,
    headers: ifMatch,
    summary: 'Takes the last change back by a new one.',
  }),
}
