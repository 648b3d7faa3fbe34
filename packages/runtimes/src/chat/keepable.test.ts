import { ChatError, VenomError } from '@venom/core'
import { expect, test } from 'vitest'

import { keepable } from './keepable.js'

const broken = (text: string, reasoning: string): ChatError =>
  new ChatError('runtime.stream_truncated', 'Broke off.', { text, reasoning, usage: { prompt_tokens: 3 }, timings: {} })

test('C06: of a long answer that failed the beginning is kept, with the error as it was', () => {
  const kept = keepable(broken('abcdef', 'ghi'), 8)

  expect(kept).toMatchObject({
    code: 'runtime.stream_truncated',
    message: 'Broke off.',
    retryable: true,
    partial: { text: 'abcd', reasoning: '', usage: { prompt_tokens: 3 } },
  })
  expect(keepable(broken('ab', 'cdef'), 8)).toMatchObject({ partial: { text: 'ab', reasoning: 'cd' } })
})

test('C06: what fits, and what holds no text, is kept as it was thrown', () => {
  const short = broken('ab', 'cd')
  const plain = new VenomError('runtime.busy', 'Busy.')

  expect(keepable(short, 8)).toBe(short)
  expect(keepable(plain, 0)).toBe(plain)
})
