import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { summariseIssues, toRequestIssues } from './issues.js'

const schema = z.strictObject({
  model: z.string(),
  top_k: z.int().check(z.gte(1)),
  ratio: z.number().check(z.lt(1)),
  name: z.string().check(z.maxLength(3)),
  kind: z.enum(['a', 'b']),
  only: z.literal('x'),
  tags: z.array(z.string()).check(z.minLength(1)),
  home: z.url(),
  either: z.union([z.string(), z.number()]),
  own: z.string().check(z.refine(() => false, 'Is taken.')),
  nested: z.array(z.object({ role: z.string() })),
})

const input = {
  top_k: 0,
  ratio: 1,
  name: 'secret-name',
  kind: 'c',
  only: 'y',
  tags: [],
  home: 'nowhere',
  either: true,
  own: '',
  nested: [{ role: 'user' }, { role: 4 }],
  extra: 1,
}

function issuesOf(value: unknown): ReturnType<typeof toRequestIssues> {
  try {
    schema.parse(value)
    return []
  } catch (thrown) {
    return toRequestIssues(thrown, value)
  }
}

describe('request issues', () => {
  test('each is worded by us, without repeating the value', () => {
    expect(issuesOf(input)).toEqual([
      { path: 'model', code: 'invalid_type', message: 'Is missing.' },
      { path: 'top_k', code: 'too_small', message: 'Must be at least 1.' },
      { path: 'ratio', code: 'too_big', message: 'Must be less than 1.' },
      { path: 'name', code: 'too_big', message: 'Must be at most 3 characters long.' },
      { path: 'kind', code: 'invalid_value', message: 'Must be one of "a", "b".' },
      { path: 'only', code: 'invalid_value', message: 'Must be "x".' },
      { path: 'tags', code: 'too_small', message: 'Must be at least 1 entries long.' },
      { path: 'home', code: 'invalid_format', message: 'Must be of the form: url.' },
      { path: 'either', code: 'invalid_union', message: 'Fits none of the allowed forms.' },
      { path: 'own', code: 'custom', message: 'Is taken.' },
      { path: 'nested.1.role', code: 'invalid_type', message: 'Expected string.' },
      { path: 'extra', code: 'unrecognized_keys', message: 'There is no such field.' },
    ])
  })

  test('a request that is no object at all is one issue', () => {
    expect(issuesOf('text')).toEqual([{ path: '', code: 'invalid_type', message: 'Expected object.' }])
  })

  test('at most 100 are told', () => {
    const nested = Array.from({ length: 300 }, () => ({ role: 1 }))

    expect(issuesOf({ ...input, nested })).toHaveLength(100)
  })

  test('a failure of the schema itself is no issue', () => {
    expect(toRequestIssues(new TypeError('bug'), {})).toBeNull()
    expect(toRequestIssues('bug', {})).toBeNull()
  })

  test('the summary names three and counts the rest', () => {
    const issue = { path: 'a', code: 'custom', message: 'Bad.' }

    expect(summariseIssues([issue, { ...issue, path: '' }])).toBe('a: Bad. Bad.')
    expect(summariseIssues([issue, issue, issue, issue, issue])).toBe('a: Bad. a: Bad. a: Bad. And 2 more.')
  })
})
