import { type ChatRequest, endpoint } from '@venom/core'
import * as z from 'zod/mini'

import { chatEvent, chatRequestFields, metricsReading, modelEntry, modelProblem, runtimeEntry } from './schemas.js'

const nothing = z.strictObject({})
const taskId = z.strictObject({ id: z.string().check(z.maxLength(64)) })

/** What `POST /api/v1/tasks` takes: a chat request with its options. */
export interface TaskRequest extends ChatRequest {
  /** Id of the runtime, where several have a model of this name. */
  readonly runtime?: string
  /** Refuse rather than leave a parameter out or move it. Default: false. */
  readonly strict?: boolean
}

const taskInput: z.ZodMiniType<TaskRequest> = z.strictObject({
  ...chatRequestFields,
  runtime: z.exactOptional(z.string().check(z.maxLength(256))),
  strict: z.exactOptional(z.boolean()),
})

/** The HTTP interface of this package. */
export const runtimesContract = {
  runtimes: endpoint({
    method: 'GET',
    path: '/api/v1/runtimes',
    access: 'read',
    input: nothing,
    output: z.object({ runtimes: z.readonly(z.array(runtimeEntry)) }),
    stream: false,
    summary: 'Configured and detected runtimes, and whether they can answer.',
  }),
  models: endpoint({
    method: 'GET',
    path: '/api/v1/models',
    access: 'read',
    input: nothing,
    output: z.object({ models: z.readonly(z.array(modelEntry)), problems: z.readonly(z.array(modelProblem)) }),
    stream: false,
    summary: 'Models of all runtimes, and the runtimes that could not be asked.',
  }),
  startTask: endpoint({
    method: 'POST',
    path: '/api/v1/tasks',
    access: 'generate',
    input: taskInput,
    output: z.object({ id: z.string() }),
    stream: false,
    summary: 'Starts an answer with saved overrides applied. It goes on for 10 s with nobody reading.',
  }),
  taskEvents: endpoint({
    method: 'GET',
    path: '/api/v1/tasks/{id}/events',
    access: 'generate',
    input: taskId,
    output: chatEvent,
    stream: true,
    summary: 'The events of an answer from the first, or those after `Last-Event-ID`.',
  }),
  cancelTask: endpoint({
    method: 'DELETE',
    path: '/api/v1/tasks/{id}',
    access: 'generate',
    input: taskId,
    output: nothing,
    stream: false,
    summary: 'Ends an answer at once.',
  }),
  metrics: endpoint({
    method: 'GET',
    path: '/api/v1/metrics',
    access: 'read',
    input: nothing,
    output: metricsReading,
    stream: false,
    summary: 'Counters, and distributions with percentiles and samples.',
  }),
} as const
