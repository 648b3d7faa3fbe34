import { ensure, ensureEqual } from './assert.js'
import type { ConformanceCase, ConformanceHarness } from './conformance-case.js'
import { answer, ask, runtimeCase } from './listen.js'

const story = 'Tell me a short story.'

/** The parameters that every runtime has to honour. The rest is measured by `measureEffects`. */
export function samplingCases(harness: ConformanceHarness): readonly ConformanceCase[] {
  return [
    runtimeCase(harness, 'sampling.greedy-repeats', 'temperature 0 repeats itself', async (runtime, signal) => {
      const request = ask(harness, story, { temperature: 0, max_tokens: 60 })
      const first = await answer(runtime, request, { signal })
      const second = await answer(runtime, request, { signal })

      ensureEqual(second.text, first.text, 'second answer')
    }),
    runtimeCase(
      harness,
      'sampling.seed-repeats',
      'a seed repeats an answer, another seed gives another one',
      async (runtime, signal) => {
        const withSeed = async (seed: number): Promise<string> => {
          const request = ask(harness, story, { temperature: 1.5, max_tokens: 60, seed })
          return (await answer(runtime, request, { signal })).text
        }
        const [first, again, other] = [await withSeed(11), await withSeed(11), await withSeed(12)]

        ensureEqual(again, first, 'answer with the same seed')
        ensure(other !== first, 'Another seed gave the same answer.')
      },
    ),
    runtimeCase(harness, 'sampling.max-tokens', 'max_tokens cuts the answer and says so', async (runtime, signal) => {
      const { finish } = await answer(runtime, ask(harness, story, { temperature: 0, max_tokens: 7 }), { signal })

      ensureEqual(finish.reason, 'length', 'reason')
      ensureEqual(finish.usage.completion_tokens ?? 7, 7, 'tokens of the answer')
    }),
    runtimeCase(
      harness,
      'sampling.stop',
      'a stop text ends the answer and is not part of it',
      async (runtime, signal) => {
        const whole = await answer(runtime, ask(harness, story, { temperature: 0, max_tokens: 60 }), { signal })
        const stop = whole.text.slice(10, 14)
        const cut = await answer(runtime, ask(harness, story, { temperature: 0, max_tokens: 60, stop: [stop] }), {
          signal,
        })

        ensureEqual(cut.finish.reason, 'stop', 'reason')
        ensureEqual(
          cut.text.trimEnd(),
          whole.text.slice(0, whole.text.indexOf(stop)).trimEnd(),
          'text before the stop text',
        )
      },
    ),
  ]
}
