import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import type { CancelReceipt, ChatEvent } from '@venom/core'
import { afterAll, afterEach, describe, expect, test } from 'vitest'

import { tinyModelWithWindow } from '../../../../tests/live/long-window.js'
import { answerOf, ask, textOf, thrownBy } from '../../../../tests/live/pico.js'
import { tinyModel } from '../../../../tests/live/tiny-model.js'
import { embedded } from './embedded.js'

const longWindow = await tinyModelWithWindow(32_768)
const runtime = embedded({ modelPath: longWindow, name: 'pico' })
afterAll(async () => {
  await runtime.close()
  await rm(dirname(longWindow), { recursive: true })
})

/** An answer that ends only by a limit. */
const endless = ask('Say la again and again.')

async function readUntilText(chat: AsyncIterator<ChatEvent>): Promise<readonly ChatEvent[]> {
  const events: ChatEvent[] = []
  while (textOf(events).length < 6) {
    const { value, done } = await chat.next()
    if (done === true) break
    events.push(value)
  }
  return events
}

const iterate = (chat: AsyncIterable<ChatEvent>): AsyncIterator<ChatEvent> => chat[Symbol.asyncIterator]()

// Every way of ending an answer leaves a runtime that answers.
afterEach(async () => {
  expect(await answerOf(runtime.chat(ask('What is your name?')))).toBe('My name is Pico.')
})

describe('C05: cancel', () => {
  test('in the middle keeps the partial text and is confirmed in the process', async () => {
    const controller = new AbortController()
    const receipt = Promise.withResolvers<CancelReceipt>()
    const chat = iterate(runtime.chat(endless, { signal: controller.signal, onCancelled: receipt.resolve }))
    const read = textOf(await readUntilText(chat))

    controller.abort('enough')
    const thrown = await thrownBy(chat.next())

    expect(thrown).toMatchObject({ code: 'runtime.cancelled', cause: 'enough', partial: { text: read } })
    expect(await receipt.promise).toMatchObject({ confirmed: true, by: 'in-process', after_ms: expect.any(Number) })
    expect(await chat.next()).toEqual({ done: true, value: undefined })
  })

  test('while a token is awaited ends the waiting', async () => {
    const controller = new AbortController()
    const chat = iterate(runtime.chat(endless, { signal: controller.signal }))
    await readUntilText(chat)

    const next = thrownBy(chat.next().then(() => chat.next()))
    controller.abort()

    expect(await next).toMatchObject({ code: 'runtime.cancelled' })
  })

  test('frees the place even when nobody reads on', async () => {
    const controller = new AbortController()
    await readUntilText(iterate(runtime.chat(endless, { signal: controller.signal })))

    controller.abort()

    expect(await answerOf(runtime.chat(ask('What is your name?')))).toBe('My name is Pico.')
  })

  test('while the prompt is read stops between two parts of it', async () => {
    const controller = new AbortController()
    const prompt = ask('word '.repeat(8000))
    const phases: string[] = []

    const thrown = await thrownBy(
      (async () => {
        for await (const event of runtime.chat(prompt, { signal: controller.signal })) {
          if (event.type === 'progress') phases.push(event.phase)
          if (event.type === 'progress' && event.phase === 'prefill') controller.abort()
        }
      })(),
    )

    expect(thrown).toMatchObject({ code: 'runtime.cancelled' })
    expect(phases.filter((phase) => phase === 'prefill')).toHaveLength(1)
    expect(phases).not.toContain('first_token')
  })

  test('before the first next() never starts', async () => {
    const receipts: CancelReceipt[] = []
    const chat = runtime.chat(endless, {
      signal: AbortSignal.abort(),
      onCancelled: (receipt) => receipts.push(receipt),
    })

    await expect(Array.fromAsync(chat)).rejects.toMatchObject({ code: 'runtime.cancelled' })
    expect(receipts).toMatchObject([{ confirmed: true }])
  })

  test('leaving the loop frees the sequence within a second', async () => {
    const receipt = Promise.withResolvers<CancelReceipt>()
    for await (const event of runtime.chat(endless, { onCancelled: receipt.resolve })) {
      if (event.type === 'text-delta') break
    }

    expect((await receipt.promise).after_ms).toBeLessThan(1000)
  })

  test('return() does not wait for the event that is asked for', async () => {
    const chat = iterate(runtime.chat(endless))
    await readUntilText(chat)

    const pending = chat.next()
    await chat.return?.()

    expect(await pending.then(({ done }) => done === true || done === false)).toBe(true)
    expect(await chat.next()).toEqual({ done: true, value: undefined })
  })

  test('an answer that ended by itself has no receipt', async () => {
    const receipts: CancelReceipt[] = []
    const controller = new AbortController()
    const options = { signal: controller.signal, onCancelled: (receipt: CancelReceipt) => receipts.push(receipt) }

    await Array.fromAsync(runtime.chat(ask('What is your name?'), options))
    controller.abort()

    expect(receipts).toEqual([])
  })
})

describe('one worker', () => {
  test('a second answer waits, says so, and is right; a third is refused as busy', async () => {
    const first = iterate(runtime.chat(endless))
    await readUntilText(first)
    const second = iterate(runtime.chat(ask('What is your name?')))
    const beginning = [await second.next(), await second.next()]
    const third = await thrownBy(Array.fromAsync(runtime.chat(ask('What is your name?'))))

    expect(beginning).toMatchObject([
      { value: { type: 'start' } },
      { value: { type: 'progress', phase: 'queue', done: 0, total: 1 } },
    ])
    expect(third).toMatchObject({ code: 'runtime.busy', retryable: true })

    await first.return?.()
    const events = await Array.fromAsync({ [Symbol.asyncIterator]: () => second })

    expect(textOf(events)).toBe('My name is Pico.')
    expect(events.at(-1)).toMatchObject({ type: 'finish', timings: { queue: expect.any(Number) } })
  })

  test('cancel while waiting frees the place in the queue', async () => {
    const first = iterate(runtime.chat(endless))
    await readUntilText(first)
    const controller = new AbortController()
    const second = iterate(runtime.chat(ask('What is your name?'), { signal: controller.signal }))
    await second.next()
    await second.next()

    const waiting = thrownBy(second.next())
    controller.abort()

    expect(await waiting).toMatchObject({ code: 'runtime.cancelled' })
    const third = iterate(runtime.chat(ask('What is your name?')))
    expect(await third.next()).toMatchObject({ value: { type: 'start' } })
    expect(await third.next()).toMatchObject({ value: { type: 'progress', phase: 'queue' } })
    await third.return?.()
    await first.return?.()
  })

  test('two answers asked for at once come one after the other', async () => {
    const answers = await Promise.all([
      answerOf(runtime.chat(ask('What is your name?'))),
      answerOf(runtime.chat(ask('What is your name?'))),
    ])

    expect(answers).toEqual(['My name is Pico.', 'My name is Pico.'])
  })
})

describe('C04: timeouts', () => {
  test.each([
    ['total', { totalMs: 60 }],
    ['first_token', { firstTokenMs: 1 }],
  ])('%s ends the answer and keeps the text', async (phase, timeouts) => {
    const chat = runtime.chat(ask('word '.repeat(4000)), { timeouts })

    expect(await thrownBy(Array.fromAsync(chat))).toMatchObject({
      code: 'runtime.timeout',
      details: { phase },
      partial: { text: expect.any(String) },
    })
  })

  test('idle does not run while the reader is slow', async () => {
    // Longer than a loaded machine keeps the engine from its next token.
    const chat = iterate(runtime.chat(endless, { timeouts: { idleMs: 800 } }))
    await readUntilText(chat)

    await sleep(2_000)

    expect(await chat.next()).toMatchObject({ done: false })
    await chat.return?.()
  })
})

describe('close', () => {
  test('ends a running answer and one that waits with what was received', async () => {
    const own = embedded({ modelPath: longWindow, name: 'pico' })
    const running = iterate(own.chat(endless))
    const read = textOf(await readUntilText(running))
    const waiting = iterate(own.chat(endless))
    await waiting.next()

    await own.close()
    await own.close()

    expect(await thrownBy(running.next())).toMatchObject({ code: 'runtime.closed', partial: { text: read } })
    expect(await thrownBy(waiting.next())).toMatchObject({ code: 'runtime.closed' })
  })

  test('in the middle of a token or of loading is safe', async () => {
    const own = embedded({ modelPath: tinyModel, name: 'pico' })
    const answer = thrownBy(Array.fromAsync(own.chat(endless)))
    await sleep(20)

    await own.close()

    expect(await answer).toMatchObject({ code: 'runtime.closed' })
  })

  test('afterwards nothing can be asked', async () => {
    const own = embedded({ modelPath: tinyModel, name: 'pico' })
    await own.close()

    await expect(Array.fromAsync(own.chat(endless))).rejects.toMatchObject({ code: 'runtime.closed' })
    await expect(own.models()).rejects.toMatchObject({ code: 'runtime.closed' })
    expect(await own.health()).toMatchObject({ state: 'unreachable', code: 'runtime.closed' })
  })
})
