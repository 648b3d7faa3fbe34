import { VenomError } from '@venom/core'
import { expect, test } from 'vitest'

import { toFailure } from './chat-failure.js'

const unknown = new VenomError('task.unknown', 'There is no task of this id.')

test('an answer that its server lost in mid-writing was lost by a restart', () => {
  expect(toFailure(unknown, false)).toMatchObject({ code: 'runtime.stream_truncated', details: { restarted: true } })
})

test('an answer that cannot be read on after a reload was lost by the reload', () => {
  expect(toFailure(unknown, true)).toMatchObject({ code: 'runtime.stream_truncated', details: { reloaded: true } })
})

test('any other failure stays as it is', () => {
  const failure = new VenomError('runtime.busy', 'All places are taken.')

  expect(toFailure(failure, false)).toBe(failure)
})
