import { expect, test } from 'vitest'

import { toServerError, toStreamError } from './failure.js'

const server = 'http://127.0.0.1:8000'

test.each([
  [
    "This model's maximum context length is 1024 tokens. However, your prompt contains at least 1025 input tokens, which exceeds this limit even without any output tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=1025)",
    1025,
  ],
  [
    "This model's maximum context length is 1024 tokens. However, your prompt contains 120050 characters (more than 57344 characters, which is the upper bound for 1024 input tokens). Please reduce the length of the input prompt. (parameter=input_text, value=120050)",
    1025,
  ],
  [
    "You passed 900 input tokens and requested 200 output tokens. However, the model's context length is only 1024 tokens, resulting in a maximum input length of 824 tokens.",
    1100,
  ],
  [
    "This model's maximum context length is 1024 tokens. However, you requested 1100 tokens (900 in the messages, 200 in the completion). Please reduce the length of the messages or completion.",
    1100,
  ],
])('C08: an overflow says the window and the least that it would need: %s', (message, used) => {
  const reply = JSON.stringify({ error: { message, type: 'BadRequestError', param: 'input_tokens', code: 400 } })
  expect(toServerError(400, reply, server)).toMatchObject({
    code: 'chat.context_overflow',
    message: expect.stringContaining(`at least ${used} tokens and the window 1024. Shorten it`),
    details: { limit: 1024, used },
  })
})

test('C06: what a validator of Python printed becomes a sentence', () => {
  const printed =
    "2 validation errors:\n  {'type': 'string_type', 'loc': 'body.stop', 'msg': 'Input should be a valid string', 'input': '<list of 5 items>'}\n  {'type': 'too_long', 'loc': 'body.stop', 'msg': 'List should have at most 4 items after validation, not 5', 'input': '<list of 5 items>'}"
  const error = toStreamError({ message: printed, type: 'Bad Request', param: 'body.stop', code: 400 }, server)
  expect(error).toMatchObject({
    code: 'runtime.rejected',
    message: `${server} refused the request: stop: Input should be a valid string; stop: List should have at most 4 items after validation, not 5.`,
    details: { param: 'body.stop' },
  })
})

test('C06: a validator’s places and words are read in either of Python’s quotes', () => {
  const printed = `[{'type': 'x', 'loc': ('body', 'messages', 0), 'msg': "Field 'role' is \\"missing\\"", 'input': {}}]`
  expect(toStreamError({ message: printed, code: 400 }, server).message).toContain(
    'messages.0: Field \'role\' is \\"missing\\".',
  )
})

test.each([
  [400, '{"error":{"message":"top_p must be in (0, 1]","type":"BadRequestError","param":"top_p"}}', 'runtime.rejected'],
  [400, '{"error":{"message":"\\"auto\\" tool choice requires --enable-auto-tool-choice"}}', 'runtime.unsupported'],
  [400, '{"error":{"message":"pico is not a multimodal model"}}', 'runtime.unsupported'],
  [401, '{"error":"Unauthorized"}', 'runtime.unauthorized'],
  [403, '{"error":{"message":"Nobody may do that","type":"PermissionDeniedError"}}', 'runtime.unauthorized'],
  [404, '{"error":{"message":"The model `nope` does not exist.","type":"NotFoundError"}}', 'model.unknown'],
  [404, '{"detail":"Not Found"}', 'runtime.foreign'],
  [405, '{"detail":"Method Not Allowed"}', 'runtime.foreign'],
  [404, '<h1>nginx</h1>', 'runtime.foreign'],
  [429, '{"error":{"message":"Too many requests","type":"RateLimitError"}}', 'runtime.busy'],
  [503, '{"error":{"message":"The engine is currently busy","type":"Service Unavailable"}}', 'runtime.busy'],
  [500, '{"error":{"message":"EngineCore encountered an issue.","type":"InternalServerError"}}', 'runtime.failed'],
  [400, '{"object":"error","message":"top_p must be in (0, 1]","type":"BadRequestError"}', 'runtime.rejected'],
  [502, '<h1>Bad gateway</h1>', 'runtime.failed'],
  [400, '', 'runtime.failed'],
])('C06: a reply %i %s is %s', (status, text, code) => {
  expect(toServerError(status, text, server)).toMatchObject({ code, details: { server, status } })
})

test('C06: an error in the stream counts by its own code, and says what to do where the engine died', () => {
  const dead = { message: 'EngineCore encountered an issue.', type: 'InternalServerError', code: 500 }
  expect(toStreamError(dead, server)).toMatchObject({
    code: 'runtime.failed',
    message: expect.stringContaining('start it again'),
  })
  expect(toStreamError('out of memory', server)).toMatchObject({
    code: 'runtime.failed',
    message: expect.stringContaining('out of memory'),
  })
})

test('a long error page is cut, and its control characters go nowhere', () => {
  const error = toServerError(502, `\u001b[31m${'x'.repeat(100_000)}`, server)
  expect(error.message.length).toBeLessThan(1_200)
  expect(error.message).not.toContain('\u001b')
})
