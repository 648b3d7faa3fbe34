import { afterEach, expect, test, vi } from 'vitest'

import { sseReply } from './sse-reply.js'

const frames = {
  event: (event: string) => `data: ${event}\n\n`,
  end: 'event: end\n\n',
  failure: () => 'event: problem\n\n',
}

afterEach(() => {
  vi.useRealTimers()
})

async function* endless(onEnd: () => void): AsyncGenerator<string> {
  try {
    for (;;) yield 'a'
  } finally {
    onEnd()
  }
}

test('a reader that takes nothing for a minute is left, and its source ended', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  const leave = new AbortController()
  const ended = vi.fn<() => void>()
  const reply = await sseReply(endless(ended), { frames, leave, onError: () => undefined })

  await vi.advanceTimersByTimeAsync(50_000)
  expect(leave.signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(30_000)

  expect(leave.signal.aborted).toBe(true)
  expect(ended).toHaveBeenCalledOnce()
  await expect(reply.text()).rejects.toThrow('took nothing')
})

test('an event that the protocol does not tell makes no frame', async () => {
  async function* two(): AsyncGenerator<string> {
    yield ''
    yield 'b'
  }
  const untold = { ...frames, event: (event: string) => (event === '' ? '' : frames.event(event)) }
  const reply = await sseReply(two(), { frames: untold, leave: new AbortController(), onError: () => undefined })

  expect(await reply.text()).toBe('data: b\n\nevent: end\n\n')
})
