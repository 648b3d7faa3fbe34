import { ChatError, type ChatEvent, type Sequenced, VenomError } from '@venom/core'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'

import { createRuns, type Runs, type RunsOptions } from './runs.js'
import type { TunedChat } from './tuned-chat.js'

const request = { model: 'pico', messages: [{ role: 'user', content: 'Hi' }] } as const
const open: Runs[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((runs) => runs.close()))
})

function createTestRuns(chat: TunedChat, options: Omit<RunsOptions, 'chat'> = {}): Runs {
  const runs = createRuns({ chat, ...options })
  open.push(runs)
  return runs
}

/** Says the numbers from 1, as fast as they are taken. */
function counting(count: number): TunedChat {
  return async function* () {
    for (let n = 1; n <= count; n += 1) yield { type: 'text-delta', text: `${n}` }
  }
}

/** Says one word and then nothing until it is stopped; `stopped` says when. */
function endless(): { readonly chat: TunedChat; readonly stopped: Promise<void> } {
  const stopped = Promise.withResolvers<void>()
  const chat: TunedChat = async function* (_request, { signal } = {}) {
    try {
      yield { type: 'text-delta', text: 'one' }
      await new Promise((resolve) => signal?.addEventListener('abort', resolve))
      throw new ChatError('runtime.cancelled', 'Cancelled.', { text: 'one', reasoning: '', usage: {}, timings: {} })
    } finally {
      stopped.resolve()
    }
  }
  return { chat, stopped: stopped.promise }
}

function collect(events: AsyncIterable<Sequenced<ChatEvent>>): Promise<Sequenced<ChatEvent>[]> {
  return Array.fromAsync(events)
}

async function failureOf(events: AsyncIterable<unknown>): Promise<unknown> {
  return Array.fromAsync(events).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
}

function numbered(from: number, to: number): readonly Sequenced<ChatEvent>[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    seq: from + index,
    event: { type: 'text-delta', text: `${from + index}` },
  }))
}

describe('reading', () => {
  test('events are numbered from 1, for any number of readers', async () => {
    const runs = createTestRuns(counting(3))
    const { id } = await runs.start(request)

    const [one, other] = await Promise.all([collect(runs.events(id, 0)), collect(runs.events(id, 0))])

    expect(one).toEqual(numbered(1, 3))
    expect(other).toEqual(one)
  })

  test('C10: a reader that comes back anywhere loses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 10 }), async (legs) => {
        const runs = createTestRuns(counting(40))
        const { id } = await runs.start(request)
        const seen: Sequenced<ChatEvent>[] = []
        for (const leg of legs) {
          let left = leg
          for await (const event of runs.events(id, seen.length)) {
            seen.push(event)
            left -= 1
            if (left === 0) break
          }
        }
        seen.push(...(await collect(runs.events(id, seen.length))))

        expect(seen).toEqual(numbered(1, 40))
      }),
      { numRuns: 30 },
    )
  })

  test('the failure of an answer reaches every reader, late ones too', async () => {
    const { chat } = endless()
    const runs = createTestRuns(chat)
    const { id } = await runs.start(request)
    const early = failureOf(runs.events(id, 0))

    runs.cancel(id)

    expect(await early).toMatchObject({ code: 'runtime.cancelled', partial: { text: 'one' } })
    expect(await failureOf(runs.events(id, 1))).toMatchObject({ code: 'runtime.cancelled' })
  })

  test('what fails before the first event is thrown by the start', async () => {
    // oxlint-disable-next-line require-yield
    const runs = createTestRuns(async function* () {
      throw new VenomError('model.unknown', 'No such model.')
    })

    await expect(runs.start(request)).rejects.toMatchObject({ code: 'model.unknown' })
  })

  test('an unknown id is refused', () => {
    const runs = createTestRuns(counting(1))

    expect(() => runs.events('nope', 0)).toThrow(expect.objectContaining({ code: 'task.unknown' }))
    expect(() => runs.cancel('nope')).toThrow(expect.objectContaining({ code: 'task.unknown' }))
  })

  test('an ended answer is forgotten after its time', async () => {
    const runs = createTestRuns(counting(1), { keepFinishedMs: 10 })
    const { id } = await runs.start(request)
    await collect(runs.events(id, 0))

    await expect
      .poll(() =>
        failureOf(
          (async function* () {
            yield* runs.events(id, 0)
          })(),
        ),
      )
      .toMatchObject({ code: 'task.unknown' })
  })

  test('a reader that gives up leaves the answer to the others', async () => {
    const { chat } = endless()
    const runs = createTestRuns(chat)
    const { id } = await runs.start(request)
    const other = failureOf(runs.events(id, 0))
    const leaving = new AbortController()
    const left = failureOf(runs.events(id, 1, { signal: leaving.signal }))

    leaving.abort()

    expect(await left).toMatchObject({ code: 'runtime.cancelled' })
    runs.cancel(id)
    expect(await other).toMatchObject({ partial: { text: 'one' } })
  })
})

describe('memory', () => {
  test('a present reader loses nothing however small the memory is', async () => {
    const runs = createTestRuns(counting(500), { maxBufferedBytes: 1_000 })
    const { id } = await runs.start(request)
    const slow: Sequenced<ChatEvent>[] = []
    for await (const event of runs.events(id, 0)) {
      slow.push(event)
      if (event.seq % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    }

    expect(slow).toEqual(numbered(1, 500))
  })

  test('a reader that comes too late for the beginning is told where it can read on', async () => {
    const runs = createTestRuns(counting(500), { maxBufferedBytes: 1_000 })
    const { id } = await runs.start(request)
    await collect(runs.events(id, 0))

    const thrown = await failureOf(runs.events(id, 0))

    expect(thrown).toMatchObject({ code: 'task.events_gone', details: { oldest: expect.any(Number) } })
  })

  test('reading on after an event that was never sent is refused', async () => {
    const runs = createTestRuns(counting(10))
    const { id } = await runs.start(request)
    await collect(runs.events(id, 0))

    expect(await failureOf(runs.events(id, 99))).toMatchObject({ code: 'request.invalid', details: { last: 10 } })
  })

  test('… and so it is while the answer still runs', async () => {
    const { chat } = endless()
    const runs = createTestRuns(chat)
    const { id } = await runs.start(request)

    expect(await failureOf(runs.events(id, 99))).toMatchObject({ code: 'request.invalid', details: { last: 1 } })
    await runs.close()
  })

  test('leaving while nothing comes starts the grace time at once', async () => {
    const { chat, stopped } = endless()
    const runs = createTestRuns(chat, { graceMs: 20 })
    const { id } = await runs.start(request)
    const reading = runs.events(id, 1)[Symbol.asyncIterator]()
    const waiting = reading.next()

    await reading.return?.()

    expect(await waiting).toEqual({ done: true, value: undefined })
    await expect(stopped).resolves.toBeUndefined()
  })

  test('an answer with nobody reading does not wait', async () => {
    const runs = createTestRuns(counting(500), { maxBufferedBytes: 1_000 })
    const { id } = await runs.start(request)

    // Refused until there is such an event.
    const end = (): Promise<unknown> => collect(runs.events(id, 499)).catch(() => undefined)

    await expect.poll(end).toEqual(numbered(500, 500))
  })
})

describe('ending', () => {
  test('C05: an answer that nobody reads is cancelled after the grace time', async () => {
    const { chat, stopped } = endless()
    const runs = createTestRuns(chat, { graceMs: 20 })
    const { id } = await runs.start(request)
    for await (const event of runs.events(id, 0)) if (event.seq === 1) break

    await stopped
    expect(await failureOf(runs.events(id, 0))).toMatchObject({ code: 'runtime.cancelled' })
  })

  test('C05: leaving a stream cancels at once', async () => {
    const { chat, stopped } = endless()
    const runs = createTestRuns(chat, { maxRunning: 1 })
    for await (const event of runs.stream(request)) if (event.type === 'text-delta') break

    await expect(stopped).resolves.toBeUndefined()
    for await (const event of runs.stream(request)) if (event.type === 'text-delta') break
  })

  test('no more than the limit run at once', async () => {
    const { chat } = endless()
    const runs = createTestRuns(chat, { maxRunning: 2 })
    await Promise.all([runs.start(request), runs.start(request)])

    await expect(runs.start(request)).rejects.toMatchObject({ code: 'task.too_many' })
    expect(await failureOf(runs.stream(request))).toMatchObject({ code: 'task.too_many' })
  })

  test('closing ends running answers with their partial text, and takes no more', async () => {
    const { chat } = endless()
    const runs = createTestRuns(chat)
    const { id } = await runs.start(request)
    const task = failureOf(runs.events(id, 0))
    const stream = failureOf(runs.stream(request))

    await runs.close()

    expect(await task).toMatchObject({ code: 'server.stopping', partial: { text: 'one' } })
    expect(await stream).toMatchObject({ code: 'server.stopping', partial: { text: 'one' } })
    await expect(runs.start(request)).rejects.toMatchObject({ code: 'server.stopping' })
  })

  test('closing lets a short answer end in peace', async () => {
    const runs = createTestRuns(async function* () {
      yield { type: 'text-delta', text: '1' }
      await new Promise((resolve) => setTimeout(resolve, 20))
      yield { type: 'text-delta', text: '2' }
    })
    const { id } = await runs.start(request)
    const events = collect(runs.events(id, 0))

    await runs.close({ waitMs: 5_000 })

    expect(await events).toEqual(numbered(1, 2))
  })
})
