import { capabilities, type Capability, type ChatEvent, type MetricsReading, type Values } from '@venom/core'
import * as z from 'zod/mini'

// Wide enough for every real conversation; the size of the whole body is limited before anything is parsed.
const maxMessages = 10_000
const maxText = 4_000_000
const maxName = 512

const text = z.string().check(z.maxLength(maxText))
const name = z.string().check(z.minLength(1), z.maxLength(maxName))

const contentPart = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text }),
  z.strictObject({ type: z.literal('image'), media_type: name, data: z.string() }),
])

const toolCall = z.strictObject({ call_id: name, name, arguments: z.json() })

const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: text }),
  z.strictObject({ role: z.literal('user'), content: z.union([text, z.array(contentPart).check(z.maxLength(256))]) }),
  z.strictObject({ role: z.literal('tool'), call_id: name, content: text }),
  z.strictObject({
    role: z.literal('assistant'),
    content: text,
    tool_calls: z.exactOptional(z.array(toolCall).check(z.maxLength(128))),
  }),
])

const tool = z.strictObject({ name, description: z.exactOptional(text), parameters: z.json() })

const parameterValue = z.union([z.number(), z.boolean(), z.string(), z.array(z.string())])

// Not z.record: it leaves out a key such as `__proto__` in silence, and whoever sent it must be told.
const values = z.custom<Values>(
  (input) =>
    typeof input === 'object' &&
    input !== null &&
    Object.values(input).every((value) => parameterValue.safeParse(value).success),
  'Must map names of parameters to numbers, switches, texts or lists of texts.',
)

/** The fields of a chat request, strict: an unknown one is refused. `model` is the one address string. */
export const chatRequestFields = {
  model: name,
  messages: z.array(message).check(z.minLength(1), z.maxLength(maxMessages)),
  generation_params: z.exactOptional(values),
  tools: z.exactOptional(z.array(tool).check(z.maxLength(128))),
  response_format: z.exactOptional(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('json') }),
      z.strictObject({ type: z.literal('json_schema'), schema: z.json() }),
    ]),
  ),
}

const count = z.number()

const usage = z.object({
  prompt_tokens: z.exactOptional(count),
  completion_tokens: z.exactOptional(count),
  cached_tokens: z.exactOptional(count),
})

const serverFacts = z.object({
  kind: z.string(),
  version: z.nullable(z.string()),
  engine: z.exactOptional(z.string()),
  // A newer server may know more of them than this reader.
  capabilities: z.pipe(
    z.array(z.string()),
    z.transform((names): readonly Capability[] => capabilities.filter((known) => names.includes(known))),
  ),
})

const translationEntry = z.object({
  name: z.string(),
  wire_name: z.nullable(z.string()),
  requested: parameterValue,
  sent: z.json(),
  action: z.enum(['sent', 'clamped', 'emulated', 'dropped']),
  reason: z.exactOptional(z.string()),
})

const phases = ['connected', 'headers', 'first_byte', 'first_token', 'first_text', 'queue', 'load', 'prefill'] as const

const timings = z.object({
  connected: z.exactOptional(count),
  headers: z.exactOptional(count),
  first_byte: z.exactOptional(count),
  first_token: z.exactOptional(count),
  first_text: z.exactOptional(count),
  queue: z.exactOptional(count),
  load: z.exactOptional(count),
  prefill: z.exactOptional(count),
  decode: z.exactOptional(count),
  total: z.exactOptional(count),
})

/** One event of an answer as it travels. Fields that a newer server adds are left out. */
export const chatEvent: z.ZodMiniType<ChatEvent> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    model: z.string(),
    translation: z.object({ server: serverFacts, entries: z.array(translationEntry) }),
  }),
  z.object({ type: z.literal('text-delta'), text: z.string() }),
  z.object({ type: z.literal('reasoning-delta'), text: z.string() }),
  z.object({ type: z.literal('tool-call-delta'), call_id: z.string(), arguments_delta: z.string() }),
  z.object({ type: z.literal('tool-call'), call_id: z.string(), name: z.string(), arguments: z.json() }),
  z.object({
    type: z.literal('progress'),
    phase: z.enum(phases),
    at_ms: count,
    done: z.exactOptional(count),
    total: z.exactOptional(count),
  }),
  z.object({ type: z.literal('usage'), usage }),
  z.object({ type: z.literal('warning'), code: z.string(), detail: z.json() }),
  z.object({
    type: z.literal('finish'),
    reason: z.enum(['stop', 'length', 'tool_calls', 'other']),
    usage,
    timings,
  }),
])

/** A runtime and whether it can answer now. */
export const runtimeEntry = z.object({
  id: z.string(),
  kind: z.string(),
  /** For people; the kind itself where nothing better is known. */
  label: z.string(),
  health: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('ready'),
      server: serverFacts,
      faults: z.exactOptional(
        z.readonly(
          z.array(
            z.object({
              code: z.string(),
              severity: z.enum(['problem', 'advice']),
              message: z.string(),
              mend: z.string(),
            }),
          ),
        ),
      ),
    }),
    z.object({
      state: z.enum(['starting', 'unreachable', 'foreign', 'refused', 'not-installed']),
      code: z.string(),
      hint: z.string(),
    }),
  ]),
})

/** A model, where it is, and the one string that names it. */
export const modelEntry = z.object({
  address: z.string(),
  runtime: z.string(),
  id: z.string(),
  aliases: z.exactOptional(z.readonly(z.array(z.string()))),
  architecture: z.exactOptional(z.string()),
  tokenizer: z.exactOptional(z.string()),
  base_name: z.exactOptional(z.string()),
  context_tokens: z.exactOptional(count),
  trained_context_tokens: z.exactOptional(count),
  size_bytes: z.exactOptional(count),
  digest: z.exactOptional(z.string()),
  quantization: z.exactOptional(z.string()),
  adapter_of: z.exactOptional(z.string()),
  loaded: z.exactOptional(z.boolean()),
})

/** A runtime that could not be asked for its models, and why. */
export const modelProblem = z.object({ runtime: z.string(), code: z.string(), message: z.string() })

const labels = z.record(z.string(), z.string())

/** All counters and distributions, with percentiles and samples. */
export const metricsReading: z.ZodMiniType<MetricsReading> = z.object({
  counters: z.array(z.object({ name: z.string(), labels, value: count })),
  distributions: z.array(
    z.object({
      name: z.string(),
      labels,
      count,
      sum: count,
      min: count,
      max: count,
      p50: count,
      p90: count,
      p99: count,
      samples: z.array(z.object({ at_ms: count, value: count })),
    }),
  ),
})
