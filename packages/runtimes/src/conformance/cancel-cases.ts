import type { CancelReceipt, Runtime } from '@venom/core'

import { ensure, ensureEqual, ensureWithin, pause } from './assert.js'
import type { ConformanceCase, ConformanceHarness } from './conformance-case.js'
import { answer, ask, askEndless, ensureFailed, type Heard, listen, nameOf, runtimeCase } from './listen.js'

/** How long a server may go on after it was told to stop, in milliseconds. */
const idleWithinMs = 1_000
/** How long a receipt may take: a server may need several looks at its slots. */
const receiptWithinMs = 6_000
/** When a server would be in the middle of an answer that it was not told to drop, in milliseconds from its start. */
const midAnswerMs = 500

/** How an answer is given up: nothing goes on, nothing received is lost. */
export function cancelCases(harness: ConformanceHarness): readonly ConformanceCase[] {
  const request = askEndless(harness, { temperature: 0 })

  /** Aborts as soon as `when` holds, then checks that the server is free and that the receipt comes once. */
  async function abortWhen(runtime: Runtime, signal: AbortSignal, when: (texts: number) => boolean): Promise<Heard> {
    const receipts: CancelReceipt[] = []
    const controller = new AbortController()
    let texts = 0
    const options = {
      signal: AbortSignal.any([signal, controller.signal]),
      onCancelled: (receipt: CancelReceipt) => void receipts.push(receipt),
    }
    const heard = await listen(runtime.chat(request, options), ({ type }) => {
      if (type === 'text-delta') texts += 1
      if (when(texts)) controller.abort()
    })
    await ensureFreed(harness, runtime)
    await ensureWithin(receiptWithinMs, () => receipts.length > 0, 'There is no receipt')
    await pause(50)
    ensureEqual(receipts.length, 1, 'receipts')
    ensure((receipts[0]?.after_ms ?? -1) >= 0, 'The receipt does not say how long it took.')
    return heard
  }

  return [
    runtimeCase(
      harness,
      'cancel.nothing-before-next',
      'nothing is sent before the first next, nor by leaving before it',
      async (runtime) => {
        const iterator = runtime.chat(request)[Symbol.asyncIterator]()
        await pause(50)

        ensure(!(await harness.isBusy(runtime)), 'It works although nobody asked for an event.')
        ensureEqual((await iterator.return?.())?.done, true, 'return before next')
        ensureEqual((await iterator.next()).done, true, 'next after return')
        ensure(!(await harness.isBusy(runtime)), 'It works although everybody left.')
      },
    ),
    runtimeCase(
      harness,
      'cancel.before-start',
      'an aborted signal ends the answer before anything is sent',
      async (runtime) => {
        const heard = await listen(runtime.chat(request, { signal: AbortSignal.abort() }))

        ensureFailed(heard, 'runtime.cancelled')
        ensure(!(await harness.isBusy(runtime)), 'It works on an answer that was cancelled before its start.')
      },
    ),
    runtimeCase(
      harness,
      'cancel.waiting',
      'an abort while waiting for the first token frees the server',
      async (runtime, signal) => {
        const heard = await abortWhen(runtime, signal, () => true)

        ensureFailed(heard, 'runtime.cancelled')
        // So far it may just not have begun, which looks the same.
        await pause(midAnswerMs)
        ensure(!(await harness.isBusy(runtime)), 'It works on an answer that was cancelled at its start.')
      },
    ),
    runtimeCase(
      harness,
      'cancel.mid-answer',
      'an abort in mid-answer keeps the text and frees the server',
      async (runtime, signal) => {
        const heard = await abortWhen(runtime, signal, (texts) => texts >= 5)

        ensure(ensureFailed(heard, 'runtime.cancelled').partial.text !== '', 'The partial text is empty.')
      },
    ),
    runtimeCase(
      harness,
      'cancel.break',
      'leaving the loop frees the server and gives a receipt',
      async (runtime, signal) => {
        const receipts: CancelReceipt[] = []
        for await (const event of runtime.chat(request, {
          signal,
          onCancelled: (receipt) => void receipts.push(receipt),
        })) {
          if (event.type === 'text-delta') break
        }

        await ensureFreed(harness, runtime)
        await ensureWithin(receiptWithinMs, () => receipts.length === 1, 'There is no receipt')
      },
    ),
    runtimeCase(
      harness,
      'cancel.only-one',
      'cancelling one answer leaves the others alone',
      async (runtime, signal) => {
        const story = ask(harness, 'Tell me a short story.', { temperature: 0, max_tokens: 40 })
        const other = listen(runtime.chat(story, { signal }))
        await abortWhen(runtime, signal, (texts) => texts >= 5)
        const { text, thrown } = await other

        ensure(thrown === undefined, `The other answer ended in ${nameOf(thrown)}.`)
        ensure(text !== '', 'The other answer is empty.')
      },
    ),
    runtimeCase(harness, 'cancel.then-ask', 'after a cancel the next answer is right', async (runtime, signal) => {
      const question = ask(harness, 'What is 7 plus 8?', { temperature: 0 })
      const before = await answer(runtime, question, { signal })
      await abortWhen(runtime, signal, (texts) => texts >= 5)
      const after = await answer(runtime, question, { signal })

      ensureEqual(after.text, before.text, 'answer after a cancel')
    }),
    runtimeCase(harness, 'cancel.no-receipt', 'an answer that ended well gives no receipt', async (runtime, signal) => {
      let receipts = 0
      await answer(runtime, ask(harness, 'Hello.', { max_tokens: 5 }), { signal, onCancelled: () => (receipts += 1) })
      await pause(50)

      ensureEqual(receipts, 0, 'receipts')
    }),
    runtimeCase(
      harness,
      'cancel.close',
      'closing the runtime ends its answers and keeps their text',
      async (runtime, signal) => {
        const closing: Promise<void>[] = []
        const heard = await listen(runtime.chat(request, { signal }), ({ type }) => {
          if (type === 'text-delta' && closing.length === 0) closing.push(runtime.close())
        })
        await Promise.all(closing)

        ensure(ensureFailed(heard, 'runtime.closed').partial.text !== '', 'The partial text is empty.')
      },
    ),
    runtimeCase(
      harness,
      'cancel.timeout',
      'the total timeout ends an answer, keeps its text and frees the server',
      async (runtime, signal) => {
        // Loading is part of the time that the first answer takes.
        await answer(runtime, ask(harness, 'Hello.', { max_tokens: 1 }), { signal })
        const heard = await listen(runtime.chat(request, { signal, timeouts: { totalMs: 400 } }))

        ensure(ensureFailed(heard, 'runtime.timeout').partial.text !== '', 'The partial text is empty.')
        await ensureFreed(harness, runtime)
      },
    ),
  ]
}

async function ensureFreed(harness: ConformanceHarness, runtime: Runtime): Promise<void> {
  await ensureWithin(idleWithinMs, async () => !(await harness.isBusy(runtime)), 'It still works on the answer')
}
