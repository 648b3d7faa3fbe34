import * as z from 'zod/mini'
import { fitsText, limits } from './limits.js'
import { isParameterName } from './parameter-name.js'
import { parseValue } from './parse-value.js'

const number = z.number('must be a finite number')
const flag = z.boolean('must be true or false')
const text = z.string('must be a text').check(z.refine(fitsText, `is longer than ${limits.textBytes} bytes`))
const value = z.custom<NonNullable<ReturnType<typeof parseValue>>>(
  (input) => parseValue(input) !== undefined,
  'must be a number, a boolean, a text or a list of texts',
)
const options = z
  .array(z.union([text, number], 'must be a text or a number'), 'must be a list')
  .check(z.maxLength(limits.options, `has more than ${limits.options} entries`))
const texts = z
  .array(text, 'must be a list of texts')
  .check(z.maxLength(limits.options, `has more than ${limits.options} entries`))

const notes = {
  label: z.exactOptional(text),
  desc: z.exactOptional(text),
  unit: z.exactOptional(text),
  group: z.exactOptional(text),
  order: z.exactOptional(number),
  warn: z.exactOptional(text),
  advanced: z.exactOptional(flag),
  experimental: z.exactOptional(flag),
  depends_on: z.exactOptional(
    z.record(z.string().check(z.refine(isParameterName, 'is no parameter name')), value, 'must map names to values'),
  ),
}

const slider = z.object(
  {
    min: number,
    max: number,
    step: z.exactOptional(number),
    scale: z.exactOptional(z.enum(['linear', 'log'], 'must be "linear" or "log"')),
  },
  'must be an object with min and max',
)

const entries = z.exactOptional(z.int('must be a whole number').check(z.positive('must be above 0')))

const bounds = { min: z.exactOptional(number), max: z.exactOptional(number) }

const numeric = { ...notes, ...bounds, default: number, step: z.exactOptional(number), slider: z.exactOptional(slider) }

/** What each type of parameter looks like in JSON. Unknown keys are dropped; whether the parts agree is judged afterwards. */
export const parameterShapes = {
  float: z.object({ ...numeric, type: z.literal('float') }),
  int: z.object({ ...numeric, type: z.literal('int') }),
  bool: z.object({ ...notes, type: z.literal('bool'), default: flag }),
  enum: z.object({
    ...notes,
    type: z.literal('enum'),
    default: z.union([text, number], 'must be a text or a number'),
    options,
  }),
  list: z.object({
    ...notes,
    type: z.literal('list'),
    default: texts,
    options: z.exactOptional(texts),
    max_entries: entries,
  }),
  string: z.object({ ...notes, type: z.literal('string'), default: text }),
}

/** The notes of a parameter alone: what a patch may say anew. */
export const notesShape = z.object(notes)

/** A part of a parameter that narrows an existing one. */
export const narrowingShape = z.object({
  ...bounds,
  max_entries: entries,
  options: z.exactOptional(options),
  default: z.exactOptional(value),
  desc: z.exactOptional(text),
  warn: z.exactOptional(text),
})
