import { expect, test } from 'vitest'

import type { ChatRequest } from '../chat/request.js'
import { VenomError } from '../errors/venom-error.js'
import { llama, tuningBench } from '../testing/tuning-bench.js'

const unreachable = new VenomError('runtime.unreachable', 'Nothing answers there.')
const ann = { by: 'ann' }

const request: ChatRequest = { model: llama.model, messages: [{ role: 'user', content: 'Hello' }] }

test('T02, T07: a request gets everything that is set, its own values on top, and nothing that is assumed or reported', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { temperature: 0.3, top_k: 3 }, ann)

  const applied = await tuning.apply(llama, { ...request, generation_params: { top_k: 9 } })

  expect(applied).toEqual({ ...request, generation_params: { max_tokens: 900, temperature: 0.3, top_k: 9 } })
})

test('T07: a save reaches the next request', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.apply(llama, request)
  await tuning.save(llama, { top_k: 3 }, ann)

  expect((await tuning.apply(llama, request)).generation_params).toMatchObject({ top_k: 3 })
})

test('T06: wrong values of a request are refused, all at once', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  const generation_params = { temperature: 1.5, top_k: 0, nonsense: 1 }

  await expect(tuning.apply(llama, { ...request, generation_params })).rejects.toMatchObject({
    code: 'tuning.invalid_values',
    details: { issues: [{ path: 'temperature' }, { path: 'top_k' }, { path: 'nonsense' }] },
  })
})

test('a value that only this runtime does not support passes; one that is wrong everywhere does not', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  const passes = await tuning.apply(llama, { ...request, generation_params: { top_p: 0.5 } })
  expect(passes.generation_params).toMatchObject({ top_p: 0.5 })

  const fails = tuning.apply(llama, { ...request, generation_params: { top_p: 5 } })
  await expect(fails).rejects.toMatchObject({ details: { issues: [{ path: 'top_p', code: 'parameter.max' }] } })
})

test('a rule that breaks only together with the override is refused', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { ignore_eos: true }, ann)

  await expect(tuning.apply(llama, { ...request, generation_params: { max_tokens: -1 } })).rejects.toMatchObject({
    details: { issues: [{ path: 'ignore_eos', code: 'parameter.rule' }] },
  })
})

test('the runtime is asked once a minute, however many chats there are', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await Promise.all([tuning.apply(llama, request), tuning.apply(llama, request)])
  bench.clock.advance(59_999)
  await tuning.apply(llama, request)
  expect(bench.asked()).toBe(2)

  bench.clock.advance(1)
  await tuning.apply(llama, request)
  expect(bench.asked()).toBe(4)
})

test('what a form was told serves the next chat', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.config(llama)
  await tuning.apply(llama, request)

  expect(bench.asked()).toBe(2)
})

test('a runtime that does not answer is judged by the catalogue, and asked again', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  bench.fail(unreachable)
  const applied = await tuning.apply(llama, { ...request, generation_params: { top_p: 0.5 } })
  expect(applied.generation_params).toEqual({ max_tokens: 900, top_p: 0.5 })

  bench.fail(undefined)
  await tuning.apply(llama, request)

  expect(bench.asked()).toBe(4)
})
