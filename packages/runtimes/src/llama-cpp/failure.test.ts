import { expect, test } from 'vitest'

import { toServerError, toStreamError } from './failure.js'

const server = 'http://127.0.0.1:8080'

test('C08: an overflow says how long the conversation is and how large the window', () => {
  const reply =
    '{"error":{"code":400,"message":"request (1212 tokens) exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":1212,"n_ctx":1024}}'
  expect(toServerError(400, reply, server)).toMatchObject({
    code: 'chat.context_overflow',
    message: expect.stringMatching(/1212 tokens and the window 1024\. Shorten it/),
    details: { limit: 1024, used: 1212 },
  })
})

test('C08: the type of an error counts more than its status', () => {
  expect(toStreamError({ code: 500, type: 'exceed_context_size_error' }, server).code).toBe('chat.context_overflow')
})

test.each([
  [503, '{"error":{"message":"Loading model","type":"unavailable_error","code":503}}', 'runtime.starting', true],
  [
    401,
    '{"error":{"message":"Invalid API Key","type":"authentication_error","code":401}}',
    'runtime.unauthorized',
    false,
  ],
  [
    400,
    '{"error":{"code":400,"message":"Field \'max_tokens\': …","type":"invalid_request_error"}}',
    'runtime.rejected',
    false,
  ],
  [501, '{"error":{"code":501,"message":"no metrics","type":"not_supported_error"}}', 'runtime.rejected', false],
  [500, '{"error":{"code":500,"message":"decode failed","type":"server_error"}}', 'runtime.failed', true],
  [404, '<h1>nginx</h1>', 'runtime.foreign', false],
  [502, '<h1>Bad gateway</h1>', 'runtime.failed', true],
  [400, '', 'runtime.failed', false],
  [401, 'no!', 'runtime.unauthorized', false],
  [403, '{"error":{"message":"Forbidden by the proxy"}}', 'runtime.unauthorized', false],
  [429, '{}', 'runtime.busy', true],
  [302, '', 'runtime.foreign', false],
  [101, '', 'runtime.foreign', false],
])('a reply %i %s is %s', (status, text, code, retryable) => {
  expect(toServerError(status, text, server)).toMatchObject({ code, retryable })
})

test('a long error page is cut, and its control characters and its direction of writing go nowhere', () => {
  const hostile = '\u001b[31m\u009b2J\u202eevil\u2066\u2028'
  const error = toServerError(502, `${hostile}${'x'.repeat(100_000)}`, server)
  expect(error.message.length).toBeLessThan(1_200)
  expect(error.message).toContain('502: [31m 2J evil x')
  expect(error.message).not.toMatch(/[\p{Cc}\p{Zl}\p{Bidi_Control}]/u)
})
