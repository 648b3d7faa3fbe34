import { expect, test } from 'vitest'

import { toServerError, toStreamError } from './failure.js'

const server = 'http://127.0.0.1:11434'
const reply = (error: string): string => JSON.stringify({ error })
const inner = (error: object): string => reply(JSON.stringify({ error }))

test('C08: an overflow within a text says how long the conversation is and how large the window', () => {
  const nested = inner({
    code: 400,
    message: 'too long',
    type: 'exceed_context_size_error',
    n_prompt_tokens: 2016,
    n_ctx: 1024,
  })

  expect(toServerError(400, nested, server)).toMatchObject({
    code: 'chat.context_overflow',
    message: expect.stringMatching(/2016 tokens and the window 1024\. Shorten it, or ask with a larger context_length/),
    details: { limit: 1024, used: 2016 },
  })
})

test('C08: an overflow of MLX says both numbers in a sentence', () => {
  const said = "input length (2016 tokens) exceeds the model's maximum context length (1024 tokens)"

  expect(toServerError(500, reply(said), server)).toMatchObject({
    code: 'chat.context_overflow',
    details: { limit: 1024, used: 2016 },
  })
})

test.each([
  'the prompt is longer than the context length currently available to the model; shorten the prompt',
  'the input length exceeds the context length',
])('C08: an overflow without numbers knows the window that was asked for: %s', (said) => {
  expect(toServerError(400, reply(said), server, 512)).toMatchObject({
    code: 'chat.context_overflow',
    message: expect.stringContaining('does not fit into 512 tokens'),
    details: { limit: 512, used: null },
  })
  expect(toServerError(400, reply(said), server).details).toEqual({ limit: null, used: null })
})

test.each([
  [404, "model 'nope' not found", 'model.unknown', false],
  [503, 'server busy, please try again.  maximum pending requests exceeded', 'runtime.busy', true],
  [429, 'too many requests', 'runtime.busy', true],
  [401, 'unauthorized', 'runtime.unauthorized', false],
  [500, 'option "temperature" must be of type float32', 'runtime.rejected', false],
  [500, 'invalid format: "\\"xml\\""; expected "json" or a valid JSON Schema object', 'runtime.rejected', false],
  [500, 'invalid JSON schema in format', 'runtime.rejected', false],
  [400, 'json: cannot unmarshal string into Go struct field', 'runtime.rejected', false],
  [400, '"pico" does not support tools', 'runtime.unsupported', false],
  [400, 'registry.ollama.ai/library/pico:latest does not support tools', 'runtime.unsupported', false],
  [400, 'typical_p is no longer supported', 'runtime.unsupported', false],
  [500, 'model runner has unexpectedly stopped, this may be due to resource limitations', 'runtime.failed', true],
  [500, 'model requires more system memory (12.0 GiB) than is available (4.0 GiB)', 'runtime.failed', false],
  [500, 'unable to load model: /models/blobs/sha256-1', 'runtime.failed', false],
  [502, 'bad gateway', 'runtime.failed', true],
])('C06: %i “%s” is %s', (status, said, code, retryable) => {
  expect(toServerError(status, reply(said), server)).toMatchObject({ code, retryable })
})

test('C06: a refusal of the engine is told in the words of the engine', () => {
  const nested = inner({
    code: 400,
    message: "Field 'repeat_last_n': Value must be >= 0",
    type: 'invalid_request_error',
  })

  expect(toServerError(400, nested, server)).toMatchObject({
    code: 'runtime.rejected',
    message: `${server} refused the request: Field 'repeat_last_n': Value must be >= 0`,
  })
})

test.each([
  ['404 page not found', 404, 'runtime.foreign', false],
  ['405 method not allowed', 405, 'runtime.foreign', false],
  ['<h1>nginx</h1>', 401, 'runtime.unauthorized', false],
  ['<h1>Forbidden</h1>', 403, 'runtime.unauthorized', false],
  ['<h1>Bad gateway</h1>', 502, 'runtime.failed', true],
])('what is no error of Ollama, %s, is %i %s', (text, status, code, retryable) => {
  expect(toServerError(status, text, server)).toMatchObject({ code, retryable })
})

test('C09: an address that Ollama takes for a foreign one is named, and how to mend it', () => {
  expect(toServerError(403, '', server)).toMatchObject({
    code: 'runtime.rejected',
    message: expect.stringMatching(/localhost, or start it with OLLAMA_HOST=0\.0\.0\.0/),
  })
})

test('C06: a model that repeated itself until the server stopped it has a name of its own', () => {
  expect(toStreamError('prediction aborted, token repeat limit reached', server).code).toBe('chat.repetition')
})

test('C06: an error in the stream is one in whatever form it comes', () => {
  const said = 'an error was encountered while running the model: unexpected EOF'

  expect(toStreamError(said, server)).toMatchObject({ code: 'runtime.failed', retryable: true })
  expect(toStreamError({ message: 'out of memory' }, server).message).toContain('out of memory')
})

test('a long error is cut, and its control characters go nowhere', () => {
  const error = toServerError(500, reply(`\u001b[31m${'x'.repeat(100_000)}`), server)

  expect(error.message.length).toBeLessThan(1_200)
  expect(error.message).not.toContain('\u001b')
})
