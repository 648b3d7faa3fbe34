import { expect, test } from 'vitest'
import * as z from 'zod/mini'

import { VenomError } from '../errors/venom-error.js'
import { endpoint } from './endpoint.js'
import { parseOutput } from './reply.js'

test('a part that its schema refuses in words of its own is a bad reply in these words', () => {
  const refuse = (): never => {
    throw new VenomError('schema.invalid', 'The schema cannot be used.')
  }
  const strict = endpoint({
    path: '/x',
    access: 'read',
    input: z.object({}),
    summary: '',
    method: 'GET',
    stream: false,
    output: z.object({ n: z.pipe(z.number(), z.transform(refuse)) }),
  })

  expect(() => parseOutput(strict, { method: 'GET', url: '/x', headers: {} }, { n: 1 })).toThrow(
    expect.objectContaining({
      code: 'http.bad_reply',
      message: 'GET /x answered in another form: The schema cannot be used. Update client and server.',
    }),
  )
})
