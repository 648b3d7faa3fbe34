import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { requirements } from './requirements.js'

const repository = fileURLToPath(new URL('..', import.meta.url))

test('every id that a test cites is a requirement', () => {
  const files = globSync(['{packages,examples}/*/src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx,mjs}'], {
    cwd: repository,
    exclude: ['tests/bad-samples/**'],
  })
  const cited = files.flatMap((path) =>
    [...readFileSync(repository + path, 'utf8').matchAll(citation)].map(([, ids]) => ids),
  )
  const ids = cited.flatMap((list) => list?.split(/, ?/) ?? [])

  expect(ids.length).toBeGreaterThan(0)
  expect(ids.filter((id) => !Object.hasOwn(requirements, id))).toEqual([])
})

const citation = /\b(?:test|it|describe)(?:\.(?:each|for)\([^)]*\))?\(\s*['"`]([A-Z]\d\d(?:, ?[A-Z]\d\d)*):/g

test('ids are a letter and two digits, counted without a gap', () => {
  const ids = Object.keys(requirements)
  const counted = ids.map((id, index) => {
    const first = ids.findIndex((other) => other[0] === id[0])
    return `${id[0]}${String(index - first + 1).padStart(2, '0')}`
  })

  expect(ids).toEqual(counted)
})
