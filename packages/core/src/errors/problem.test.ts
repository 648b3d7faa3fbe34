import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { ChatError } from '../chat/chat-error.js'
import { type ErrorCode, errorCodes } from './codes.js'
import { fromProblem, toProblem } from './problem.js'
import { VenomError } from './venom-error.js'

const codes = Object.keys(errorCodes).filter((name): name is ErrorCode => name in errorCodes)
const name = fc.string().filter((text) => text !== '__proto__')
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.array(tie('json')),
    fc.dictionary(name, tie('json')),
  ),
}))

describe('problem', () => {
  test('an error reads the same after the wire', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.string(),
        fc.boolean(),
        fc.dictionary(name, json),
        (code, message, retryable, raw) => {
          const details = JSON.parse(JSON.stringify(raw))
          const error = new VenomError(code, message, { retryable, details })

          const problem = toProblem(error)
          const read = fromProblem(JSON.parse(JSON.stringify(problem)), problem.status)

          expect(read).toBeInstanceOf(VenomError)
          expect({ ...read, message: read.message }).toEqual({ ...error, message: error.message })
        },
      ),
    )
  })

  test('the whole form of a problem', () => {
    const error = new VenomError('tuning.conflict', 'Revision 4 was saved first. Load it.', {
      details: { revision: 4 },
    })

    expect(toProblem(error)).toEqual({
      type: 'urn:venom:error:tuning.conflict',
      title: 'Somebody else saved in the meantime',
      status: 412,
      detail: 'Revision 4 was saved first. Load it.',
      code: 'tuning.conflict',
      retryable: false,
      hint: 'Load the current values, merge, and save with their etag.',
      details: { revision: 4 },
    })
  })

  test('of a foreign error neither message nor stack travels', () => {
    const problem = toProblem(new TypeError('secret at some/inner/file.ts'))

    expect(problem.code).toBe('server.internal')
    expect(JSON.stringify(problem)).not.toMatch(/secret|home|TypeError|at /)
  })

  test('something thrown that is no error is a failure of the server', () => {
    expect(toProblem('boom')).toEqual(toProblem(undefined))
    expect(toProblem('boom').status).toBe(500)
  })

  test('a failed answer travels without its partial text', () => {
    const partial = { text: 'half an answer', reasoning: '', usage: {}, timings: {} }
    const error = new ChatError('runtime.stream_truncated', 'The answer broke off.', partial, { details: { bytes: 3 } })

    const problem = toProblem(error)

    expect(JSON.stringify(problem)).not.toContain('half an answer')
    expect(problem).toMatchObject({ code: 'runtime.stream_truncated', details: { bytes: 3 }, retryable: true })
  })

  test('a code of a newer server keeps its words and its retryability', () => {
    const problem = { ...toProblem(new VenomError('task.too_many', 'Full.')), code: 'task.new_thing', hint: 'Wait.' }

    const read = fromProblem(problem, 429)

    expect(read).toMatchObject({ code: 'http.bad_reply', message: 'Full. Wait.', retryable: true })
    expect(read.details).toEqual({ status: 429, remote_code: 'task.new_thing' })
  })

  test('a reply that is no problem says its status', () => {
    expect(fromProblem({ error: 'nope' }, 503)).toMatchObject({
      code: 'http.bad_reply',
      retryable: true,
      details: { status: 503 },
    })
    expect(fromProblem(undefined, 418).retryable).toBe(false)
  })

  test('fields that a newer server adds are no obstacle', () => {
    const problem = { ...toProblem(new VenomError('model.unknown', 'None.')), instance: '/x' }

    expect(fromProblem(problem, 404).code).toBe('model.unknown')
  })
})
