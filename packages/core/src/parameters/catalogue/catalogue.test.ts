import { expect, test } from 'vitest'
import { checkValues } from '../check-values.js'
import { parseSchema } from '../parse-schema.js'
import { catalogue } from './catalogue.js'

test('T02: the five original parameters have their ranges and defaults', () => {
  expect(catalogue).toMatchObject({
    temperature: { type: 'float', default: 0.7, min: 0, max: 2 },
    max_tokens: { type: 'int', default: 2048, min: 128, max: 8192 },
    top_p: { type: 'float', default: 0.9, min: 0, max: 1 },
    top_k: { type: 'int', default: 40, min: 1, max: 100 },
    repeat_penalty: { type: 'float', default: 1.1, min: 1, max: 2 },
  })
})

test('T01: every default keeps its own schema', () => {
  expect(parseSchema(catalogue)).toEqual(catalogue)
})

test('all defaults together break no rule', () => {
  const defaults = Object.fromEntries(Object.entries(catalogue).map(([name, { default: value }]) => [name, value]))

  expect(checkValues(catalogue, defaults)).toEqual([])
})

test('every parameter has a label, a description, a group and a place of its own in it', () => {
  const parameters = Object.values(catalogue)
  const places = parameters.map(({ group, order }) => `${group} ${order}`)

  expect(parameters.filter(({ label, desc }) => label === '' || !desc.endsWith('.'))).toEqual([])
  expect(new Set(places).size).toBe(parameters.length)
})

test('every dependency names a parameter of the catalogue and a value that it can have', () => {
  const conditions = Object.values(catalogue).flatMap((parameter) =>
    'depends_on' in parameter ? [parameter.depends_on] : [],
  )

  expect(conditions.length).toBeGreaterThan(0)
  expect(conditions.flatMap((condition) => checkValues(catalogue, condition))).toEqual([])
})
