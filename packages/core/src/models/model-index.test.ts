import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'

import { fillPath } from '../contract/path.js'
import { VenomError } from '../errors/venom-error.js'
import { createDirectory } from '../runtime/directory.js'
import type { Runtime } from '../runtime/runtime.js'
import { fixedClock } from '../testing/fixed-clock.js'
import { fixedRuntime } from '../testing/fixed-runtime.js'
import { createModelIndex } from './model-index.js'

const unreachable = new VenomError('runtime.unreachable', 'Nothing answers there.')

function runtimeWith(id: string, models: readonly string[] | (() => Promise<never>)): Runtime {
  return fixedRuntime(id, {
    models: async () => (typeof models === 'function' ? models() : models.map((model) => ({ id: model }))),
  })
}

function indexOf(runtimes: Readonly<Record<string, readonly string[] | (() => Promise<never>)>>) {
  const all = Object.entries(runtimes).map(([id, models]) => runtimeWith(id, models))
  return createModelIndex(createDirectory(all))
}

const down = (): Promise<never> => Promise.reject(unreachable)

describe('resolve', () => {
  test('a bare name that one runtime has', async () => {
    const index = indexOf({ ollama: ['qwen3:8b'], gpu2: ['meta/llama'] })

    expect(await index.resolve('qwen3:8b')).toEqual({ runtime: 'ollama', model: 'qwen3:8b' })
    expect(await index.resolve('meta/llama')).toEqual({ runtime: 'gpu2', model: 'meta/llama' })
  })

  test('a full address', async () => {
    const index = indexOf({ ollama: ['pico', 'org/pico:1b'], gpu2: ['pico'] })

    expect(await index.resolve('gpu2/pico')).toEqual({ runtime: 'gpu2', model: 'pico' })
    expect(await index.resolve('ollama/org/pico:1b')).toEqual({ runtime: 'ollama', model: 'org/pico:1b' })
  })

  test('a bare name that several runtimes have is model.ambiguous, with the candidates', async () => {
    const index = indexOf({ ollama: ['pico'], gpu2: ['pico'], gpu3: ['other'] })

    await expect(index.resolve('pico')).rejects.toMatchObject({
      code: 'model.ambiguous',
      details: { candidates: ['ollama/pico', 'gpu2/pico'] },
    })
  })

  test('another name of a model leads to it, and one runtime’s own name goes before another’s alias', async () => {
    const ollama = fixedRuntime('ollama', {
      models: async () => [
        { id: 'pico:latest', aliases: ['pico'] },
        { id: 'nova:latest', aliases: ['nova'] },
      ],
    })
    const index = createModelIndex(createDirectory([ollama, runtimeWith('embedded', ['pico'])]))

    expect(await index.resolve('nova')).toEqual({ runtime: 'ollama', model: 'nova:latest' })
    expect(await index.resolve('pico')).toEqual({ runtime: 'embedded', model: 'pico' })
    expect(await index.resolve('ollama/pico')).toEqual({ runtime: 'ollama', model: 'pico:latest' })
    expect(await index.resolve('pico', { runtime: 'ollama' })).toEqual({ runtime: 'ollama', model: 'pico:latest' })
  })

  test('C01: a bare name that several runtimes have, and another knows by it, names all that could be meant', async () => {
    const index = createModelIndex(
      createDirectory([
        runtimeWith('embedded', ['pico']),
        runtimeWith('vllm', ['pico']),
        fixedRuntime('ollama', { models: async () => [{ id: 'pico:latest', aliases: ['pico'] }] }),
      ]),
    )

    await expect(index.resolve('pico')).rejects.toMatchObject({
      message: 'Several runtimes have `pico`. Say which: embedded/pico, vllm/pico, ollama/pico:latest.',
    })
  })

  test('a named runtime settles it', async () => {
    const index = indexOf({ ollama: ['pico'], gpu2: ['pico'] })

    expect(await index.resolve('pico', { runtime: 'gpu2' })).toEqual({ runtime: 'gpu2', model: 'pico' })
    expect(await index.resolve('gpu2/pico', { runtime: 'gpu2' })).toEqual({ runtime: 'gpu2', model: 'pico' })
    await expect(index.resolve('pico', { runtime: 'gpu3' })).rejects.toMatchObject({ code: 'runtime.unknown' })
    await expect(index.resolve('none', { runtime: 'gpu2' })).rejects.toMatchObject({ code: 'model.unknown' })
  })

  test('a model whose own name begins like an address', async () => {
    const index = indexOf({ gpu2: ['other'], ollama: ['gpu2/pico'] })

    expect(await index.resolve('gpu2/pico')).toEqual({ runtime: 'ollama', model: 'gpu2/pico' })
    expect(await index.resolve('gpu2/other')).toEqual({ runtime: 'gpu2', model: 'other' })
  })

  test('a name that no runtime has is model.unknown, with what was searched', async () => {
    const index = indexOf({ ollama: ['pico'], gpu2: [] })

    await expect(index.resolve('typo')).rejects.toMatchObject({
      code: 'model.unknown',
      message: 'No runtime has the model `typo`. Searched: ollama, gpu2.',
      details: { model: 'typo', searched: ['ollama', 'gpu2'] },
      retryable: false,
    })
    await expect(index.resolve('ollama/typo')).rejects.toMatchObject({ code: 'model.unknown' })
    await expect(indexOf({}).resolve('pico')).rejects.toThrow('No runtime is configured.')
  })

  test('while one that may have it does not answer, that is the error, with what to do', async () => {
    const index = indexOf({ ollama: ['pico'], gpu2: down })

    await expect(index.resolve('nova')).rejects.toMatchObject({
      code: 'runtime.unreachable',
      message: '`nova` may be on gpu2, which cannot be asked: Nothing answers there. No other runtime has it.',
      details: { model: 'nova', searched: ['ollama', 'gpu2'], silent: ['gpu2'] },
      retryable: true,
    })
  })

  test('of several that do not answer, one that may come back is told first', async () => {
    const refused = new VenomError('runtime.unauthorized', 'It wants another key.')
    const index = indexOf({ ollama: ['pico'], gpu2: () => Promise.reject(refused), gpu3: down })

    await expect(index.resolve('nova')).rejects.toMatchObject({
      code: 'runtime.unreachable',
      message: '`nova` may be on gpu2 or gpu3, which cannot be asked: Nothing answers there. No other runtime has it.',
      details: { silent: ['gpu2', 'gpu3'] },
    })
  })

  test('of a model that is named by its file, the folders are left out of the message', async () => {
    const index = indexOf({ ollama: ['pico'] })

    await expect(index.resolve('/models/llama/nova.gguf')).rejects.toThrow('the model `nova.gguf`.')
    await expect(index.resolve('C:\\models\\nova.gguf')).rejects.toThrow('the model `nova.gguf`.')
    await expect(index.resolve('org/nova:1b')).rejects.toThrow('the model `org/nova:1b`.')
  })

  test('where no runtime answers, its own error is told', async () => {
    await expect(indexOf({ gpu2: down }).resolve('pico')).rejects.toBe(unreachable)
  })

  test('a model of a named runtime that does not answer is taken at its word', async () => {
    const index = indexOf({ gpu2: down, ollama: ['pico'] })

    expect(await index.resolve('gpu2/org/pico')).toEqual({ runtime: 'gpu2', model: 'org/pico' })
    expect(await index.resolve('pico', { runtime: 'gpu2' })).toEqual({ runtime: 'gpu2', model: 'pico' })
  })

  test('every listed model is found by its address', async () => {
    const name = fc.stringMatching(/^[ab]([/:][ab]){0,2}$/)
    const runtimes = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.uniqueArray(name, { maxLength: 4 }))

    await fc.assert(
      fc.asyncProperty(runtimes, async (all) => {
        const index = indexOf(all)
        const { models } = await index.list()

        const found = await Promise.all(models.map(({ address }) => index.resolve(address)))

        expect(found).toEqual(models.map(({ runtime, id }) => ({ runtime, model: id })))
        expect(models).toHaveLength(Object.values(all).flat().length)
      }),
    )
  })
})

describe('list', () => {
  test('a runtime that fails hides no other', async () => {
    const index = indexOf({ gpu2: down, ollama: ['pico'] })

    expect(await index.list()).toEqual({
      models: [{ id: 'pico', address: 'pico', runtime: 'ollama' }],
      problems: [{ runtime: 'gpu2', problem: unreachable }],
    })
  })

  test('what is no error of ours becomes one', async () => {
    const index = indexOf({ gpu2: () => Promise.reject(new RangeError('odd')) })

    expect((await index.list()).problems[0]?.problem).toMatchObject({ code: 'runtime.failed' })
  })

  test('a runtime that never answers is given up', async () => {
    const hung = runtimeWith('hung', () => new Promise(() => {}))
    const index = createModelIndex(createDirectory([hung, runtimeWith('ollama', ['pico'])]), { timeoutMs: 20 })

    const { models, problems } = await index.list()

    expect(models).toHaveLength(1)
    expect(problems[0]?.problem).toMatchObject({ code: 'runtime.timeout' })
  })

  test('an abort ends it', async () => {
    const index = createModelIndex(createDirectory([runtimeWith('hung', () => new Promise(() => {}))]))

    const listing = index.list({ signal: AbortSignal.timeout(10) })

    await expect(listing).rejects.toMatchObject({ code: 'runtime.cancelled' })
  })

  test('a runtime is asked once for many callers, and again after 5 s', async () => {
    let asked = 0
    const clock = fixedClock()
    const counting: Runtime = { ...runtimeWith('ollama', []), models: async () => [{ id: `model-${++asked}` }] }
    const index = createModelIndex(createDirectory([counting]), { now: clock.now })

    await Promise.all([index.list(), index.list(), index.resolve('model-1')])
    clock.advance(4_999)
    await index.resolve('model-1')
    expect(asked).toBe(1)

    clock.advance(1)
    expect(await index.resolve('model-2')).toEqual({ runtime: 'ollama', model: 'model-2' })
  })

  test('a wall clock that is set back keeps nothing longer', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] })
    let isUp = false
    const runtime = fixedRuntime('late', { models: async () => (isUp ? [{ id: 'pico' }] : down()) })
    const index = createModelIndex(createDirectory([runtime]))
    expect((await index.list()).problems).toHaveLength(1)
    isUp = true

    vi.setSystemTime(Date.now() - 86_400_000)
    vi.advanceTimersByTime(5_000)

    expect((await index.list()).models).toHaveLength(1)
    vi.useRealTimers()
  })

  test('a model that its runtime names twice is listed once', async () => {
    const { models } = await indexOf({ gpu2: ['pico', 'other', 'pico'] }).list()

    expect(models.map(({ address }) => address)).toEqual(['pico', 'other'])
  })

  test('a model whose bare name no address can hold is named with its runtime', async () => {
    const index = indexOf({ gpu2: ['..', '.'] })
    const { models } = await index.list()

    expect(models.map(({ address }) => address)).toEqual(['gpu2/..', 'gpu2/.'])
    expect(fillPath('/models/{model}', { model: 'gpu2/..' })).toBe('/models/gpu2%2F..')
    expect(await index.resolve('gpu2/..')).toEqual({ runtime: 'gpu2', model: '..' })
  })
})
