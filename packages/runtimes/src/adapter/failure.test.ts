import { expect, test } from 'vitest'

import { excerpt, toNetworkError } from './failure.js'

const server = 'http://127.0.0.1:9'

test('C06: a fault of ours is not told as a server that is away', () => {
  const fault = new TypeError('Promise.withResolvers is not a function')

  expect(toNetworkError(fault, server, false)).toMatchObject({
    code: 'runtime.failed',
    retryable: false,
    cause: fault,
    message: expect.stringContaining('Promise.withResolvers is not a function'),
  })
  expect(toNetworkError(fault, server, false).message).not.toContain('Start it')
  expect(toNetworkError(fault, server, true)).toMatchObject({ code: 'runtime.failed' })
})

test('C06: what the network threw is told as that, also where fetch wraps it into a TypeError', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

  expect(toNetworkError(new TypeError('fetch failed', { cause: refused }), server, false)).toMatchObject({
    code: 'runtime.unreachable',
    details: { network_code: 'ECONNREFUSED' },
  })
  expect(toNetworkError(new TypeError('fetch failed', { cause: new Error('bad port') }), server, false)).toMatchObject({
    code: 'runtime.unreachable',
  })
  expect(toNetworkError(new DOMException('late', 'TimeoutError'), server, false)).toMatchObject({
    code: 'runtime.unreachable',
  })
})

test('what a server said loses what could reach into a terminal, and is cut', () => {
  expect(excerpt('\u001b[2Jevil\u202e\u2066\r\nmodel\u009b31m\u2028')).toBe('[2Jevil model 31m')
  expect(excerpt('a'.repeat(1_001))).toBe(`${'a'.repeat(1_000)}…`)
})
