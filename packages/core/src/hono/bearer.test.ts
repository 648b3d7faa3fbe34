import { describe, expect, test } from 'vitest'

import type { Access } from '../contract/endpoint.js'
import { bearer, type BearerOptions } from './bearer.js'

async function ask(
  options: BearerOptions,
  access: Access,
  headers: Record<string, string> = {},
): Promise<string | null> {
  return bearer(options)(new Request('http://localhost', { headers }), access)
}
const token = { token: 's3cret-ü' }
const withToken = { authorization: `Bearer s3cret` }

describe('bearer', () => {
  test('reading and generating are open, changing needs the token', async () => {
    expect(await ask(token, 'read')).toBe('local')
    expect(await ask(token, 'generate')).toBe('local')
    expect(await ask(token, 'change')).toBeNull()
    expect(await ask({ token: 's3cret' }, 'change', withToken)).toBe('token')
    expect(await ask({ token: 's3cret' }, 'read', { authorization: 'bearer  s3cret ' })).toBe('token')
  })

  test('any key is taken where none is needed, none but the right one elsewhere', async () => {
    expect(await ask(token, 'generate', { authorization: 'Bearer sk-any' })).toBe('local')
    expect(await ask({ token: 's3cret' }, 'change', { authorization: 'Bearer s3cre' })).toBeNull()
    expect(await ask({ token: 's3cret' }, 'change', { authorization: 'Bearer s3crets' })).toBeNull()
    expect(await ask({ token: 's3cret' }, 'change', { authorization: 'Basic s3cret' })).toBeNull()
  })

  test('an empty token opens nothing', async () => {
    expect(await ask({ token: '' }, 'change', { authorization: 'Bearer ' })).toBeNull()
  })

  test('a host that others can reach closes all of it', async () => {
    expect(await ask({ token: 's3cret', open: [] }, 'read')).toBeNull()
    expect(await ask({ token: 's3cret', open: [] }, 'read', withToken)).toBe('token')
  })
})
