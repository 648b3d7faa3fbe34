import { type ChatEvent, type ChatRequest, VenomError } from '@venom/core'

import { ensure, ensureAscending, ensureEqual, pause } from './assert.js'
import type { ConformanceCase, ConformanceHarness } from './conformance-case.js'
import { answer, ask, askEndless, ensureFailed, listen, nameOf, runtimeCase } from './listen.js'

const question = 'What is 7 plus 8?'
const fixed = { temperature: 0, max_tokens: 40 }

/** How an answer comes: order of events, clock, counts, several at once. */
export function streamCases(harness: ConformanceHarness): readonly ConformanceCase[] {
  return [
    runtimeCase(
      harness,
      'stream.order',
      'one start first, one finish last, text in non-empty pieces between',
      async (runtime, signal) => {
        const { events, text } = await answer(runtime, ask(harness, question, fixed), { signal })

        ensureEqual(count(events, 'start'), 1, 'start events')
        ensureEqual(count(events, 'finish'), 1, 'finish events')
        ensure(text !== '', 'The answer has no text.')
        ensure(
          events.every((event) => event.type !== 'text-delta' || event.text !== ''),
          'There is an empty piece of text.',
        )
      },
    ),
    runtimeCase(
      harness,
      'stream.early',
      'the first text is there while the rest is still being made',
      async (runtime, signal) => {
        let wasBusy: boolean | null = null
        for await (const { type } of runtime.chat(askEndless(harness, { temperature: 0 }), { signal })) {
          if (type !== 'text-delta') continue
          wasBusy = await harness.isBusy(runtime)
          break
        }

        ensure(wasBusy !== null, 'There was no text.')
        ensure(wasBusy, 'The server had finished before its first text was read.')
      },
    ),
    runtimeCase(
      harness,
      'stream.clock',
      'marks come in the order of time and agree with the timings',
      async (runtime, signal) => {
        const { events, finish } = await answer(runtime, ask(harness, question, fixed), { signal })

        const { connected, headers, first_byte, first_token, first_text, total } = finish.timings
        ensureAscending(
          events.map((event) => (event.type === 'progress' ? event.at_ms : undefined)),
          'at_ms of progress',
        )
        ensureAscending([0, connected, headers, first_byte, first_token, first_text, total], 'timings')
        ensure(
          first_token !== undefined && first_text !== undefined && total !== undefined,
          'Marks are missing in the timings.',
        )
        const marked = events.find((event) => event.type === 'progress' && event.phase === 'first_token')
        ensureEqual(
          marked?.type === 'progress' ? marked.at_ms : undefined,
          first_token,
          'first_token as event and as timing',
        )
      },
    ),
    runtimeCase(
      harness,
      'stream.usage',
      'tokens are counted, and never as 0 where there were some',
      async (runtime, signal) => {
        const { finish } = await answer(runtime, ask(harness, question, fixed), { signal })

        const { prompt_tokens = 1, completion_tokens = 1 } = finish.usage
        ensure(prompt_tokens > 0 && completion_tokens > 0, `usage is ${JSON.stringify(finish.usage)}.`)
      },
    ),
    runtimeCase(harness, 'stream.slow-reader', 'a slow reader gets the same answer', async (runtime, signal) => {
      const request = ask(harness, 'Tell me a short story.', fixed)
      const { text } = await answer(runtime, request, { signal })
      let slowText = ''
      for await (const event of runtime.chat(request, { signal })) {
        if (event.type === 'text-delta') slowText += event.text
        await pause(5)
      }

      ensureEqual(slowText, text, 'text of the slow reader')
    }),
    runtimeCase(
      harness,
      'stream.parallel',
      'two answers asked for at once are each the one that comes alone',
      async (runtime, signal) => {
        const requests = [question, 'Tell me a short story.'].map((prompt) => ask(harness, prompt, fixed))
        const alone: string[] = []
        for (const request of requests) alone.push((await answer(runtime, request, { signal })).text)
        const together = await Promise.all(requests.map((request) => answer(runtime, request, { signal })))

        ensureEqual(
          together.map(({ text }) => text),
          alone,
          'texts',
        )
      },
    ),
    runtimeCase(harness, 'stream.conversation', 'system text and earlier turns are taken', async (runtime, signal) => {
      const messages: ChatRequest['messages'] = [
        { role: 'system', content: 'You are brief.' },
        { role: 'user', content: 'Hello.' },
        { role: 'assistant', content: 'Hello!' },
        { role: 'user', content: [{ type: 'text', text: question }] },
      ]
      const alone = await answer(runtime, ask(harness, question, { max_tokens: 1 }), { signal })
      const longer = await answer(runtime, { ...ask(harness, '', { max_tokens: 1 }), messages }, { signal })

      const [few = 0, many = 1] = [alone.finish.usage.prompt_tokens, longer.finish.usage.prompt_tokens]
      ensure(many > few, `The conversation has ${many} tokens, its last question alone ${few}.`)
    }),
    runtimeCase(
      harness,
      'stream.unicode',
      'any text can be asked, and the answer is well-formed',
      async (runtime, signal) => {
        const { text } = await answer(
          runtime,
          ask(harness, 'Zażółć gęślą jaźń 🦊 東京 \u0000\u2028', { max_tokens: 20 }),
          { signal },
        )

        ensure(text.isWellFormed(), 'The answer holds half a character.')
      },
    ),
    runtimeCase(
      harness,
      'stream.no-messages',
      'an empty conversation is answered or refused, but ends',
      async (runtime, signal) => {
        const heard = await listen(
          runtime.chat({ model: harness.model, messages: [], generation_params: { max_tokens: 5 } }, { signal }),
        )

        if (heard.thrown === undefined) return
        const isRefusal =
          VenomError.is(heard.thrown, 'runtime.rejected') || VenomError.is(heard.thrown, 'request.invalid')
        ensure(isRefusal, `It ended in ${nameOf(heard.thrown)}.`)
      },
    ),
    runtimeCase(
      harness,
      'stream.overflow',
      'a prompt that does not fit says the limit and what it would need',
      async (runtime, signal) => {
        const heard = await listen(runtime.chat(ask(harness, harness.longPrompt), { signal }))

        const { limit, used } = ensureFailed(heard, 'chat.context_overflow').details
        ensure(typeof limit === 'number' && limit > 0, `details are ${JSON.stringify({ limit, used })}.`)
        if (harness.countsOverflow === false)
          return ensureEqual(used ?? null, null, 'tokens that the server does not count')
        const what = `${JSON.stringify(used)} tokens are said not to fit into ${limit}.`
        ensure(typeof used === 'number' && used > limit, what)
      },
    ),
  ]
}

function count(events: readonly ChatEvent[], type: ChatEvent['type']): number {
  return events.filter((event) => event.type === type).length
}
