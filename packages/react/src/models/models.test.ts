import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { formatBytes } from './format-bytes.js'
import { groupModels, runtimeName, suggestModel } from './model-groups.js'
import { findModel } from './find-model.js'
import { nameModel, readModelName } from './model-name.js'
import { alone, empty, many, two } from './models.fixture.js'
import { findByLetter, moveActive } from './move-active.js'

const ids = (query: string): readonly string[] =>
  groupModels(many, query).flatMap(({ models }) => models.map(({ address }) => address))

describe('names', () => {
  test.each([
    ['Llama-3.2-3B-Instruct-Q4_K_M', 'Llama-3.2-3B-Instruct', 'Q4_K_M'],
    ['/models/Qwen3-30B-A3B-IQ4_XS.gguf', 'Qwen3-30B-A3B', 'IQ4_XS'],
    ['llama3.2:3b-instruct-q8_0', 'llama3.2:3b-instruct', 'q8_0'],
    ['gpt-oss-20b-mxfp4', 'gpt-oss-20b', 'mxfp4'],
    ['base-f16.gguf', 'base', 'f16'],
    ['Qwen/Qwen3-8B-AWQ', 'Qwen/Qwen3-8B', 'AWQ'],
    ['gpu2/gemma-3-27b-it', 'gpu2/gemma-3-27b-it', undefined],
    ['pico', 'pico', undefined],
    ['.gguf', '.gguf', undefined],
    ['Q4_K_M', 'Q4_K_M', undefined],
  ])('%s', (id, name, quantization) => {
    expect(readModelName(id)).toEqual(quantization === undefined ? { name } : { name, quantization })
  })

  test('of a listed model the server’s word of its quantization counts, and a name that says otherwise stays whole', () => {
    expect(nameModel({ address: 'pico', quantization: 'F16' })).toEqual({ name: 'pico', quantization: 'F16' })
    expect(nameModel({ address: 'nova:8b-q8_0', quantization: 'Q8_0' })).toEqual({
      name: 'nova:8b',
      quantization: 'q8_0',
    })
    expect(nameModel({ address: 'nova:8b-q4_K_M', quantization: 'F16' })).toEqual({
      name: 'nova:8b-q4_K_M',
      quantization: 'F16',
    })
    expect(nameModel({ address: 'nova:8b-q4_K_M' })).toEqual({ name: 'nova:8b', quantization: 'q4_K_M' })
  })

  test('no name is read as nothing', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), (id) => readModelName(`a${id}`).name !== ''))
  })

  test('a runtime that somebody named is called so, another by its label', () => {
    expect(many.runtimes.map(runtimeName)).toEqual(['llama-server', 'gpu2', 'embedded llama.cpp'])
  })
})

describe('sizes', () => {
  test.each([
    ['en', 0, '0 B'],
    ['en', 999, '999 B'],
    ['en', 1_023, '1.00 KiB'],
    ['en', 1_073_000_000, '1.00 GiB'],
    ['en', 7_411_104, '7.07 MiB'],
    ['en', 2_019_377_696, '1.88 GiB'],
    ['pl', 2_019_377_696, '1,88 GiB'],
    ['en', 18_554_000_000, '17.3 GiB'],
    ['en', 245_000_000_000, '228 GiB'],
  ])('%s: %d is %s', (tag, bytes, text) => {
    expect(formatBytes(tag, bytes)).toBe(text)
  })
})

describe('groups', () => {
  test('models stand under their runtimes, in the order of the runtimes', () => {
    expect(groupModels(two).map(({ name, models }) => [name, models.length])).toEqual([
      ['llama-server', 1],
      ['embedded llama.cpp', 1],
    ])
  })

  test('every word of a query must be there, wherever', () => {
    expect(ids('QWEN3 moe')).toEqual(['Qwen3-235B-Instruct-Q5_K_M'])
    expect(ids('gemma gpu2')).toEqual(['gpu2/gemma-3-27b-it'])
    expect(ids(' embedded ')).toEqual(['pico'])
    expect(ids('gemma qwen3')).toEqual([])
  })

  test('a model of a runtime that is not listed is shown under its id', () => {
    expect(groupModels({ runtimes: [], models: alone.models })).toMatchObject([{ id: 'embedded', name: 'embedded' }])
  })
})

describe('a model by its address', () => {
  const listed = (address: string, runtime: string) => ({ address, runtime, id: 'pico' })
  const once = [listed('pico', 'embedded')]
  const twice = [listed('embedded/pico', 'embedded'), listed('vllm/pico', 'vllm')]

  test('its full address leads to it, whatever other runtimes have', () => {
    expect(findModel(once, 'embedded/pico')?.runtime).toBe('embedded')
    expect(findModel(twice, 'embedded/pico')?.runtime).toBe('embedded')
    expect(findModel(once, 'vllm/pico')).toBeUndefined()
  })

  test('its bare name leads to it only while no other is meant', () => {
    expect(findModel(once, 'pico')?.runtime).toBe('embedded')
    expect(findModel(twice, 'pico')).toBeUndefined()
    expect(findModel(twice, undefined)).toBeUndefined()
  })
})

describe('the model to begin with', () => {
  const suggest = (server: typeof two): string | undefined =>
    suggestModel({ state: 'ready', problems: [], ...server })?.address

  test('one that a server has loaded comes before the embedded one', () => {
    expect(suggest(two)).toBe('Llama-3.2-3B-Instruct-Q4_K_M')
  })

  test('the embedded one comes before one that would have to be loaded', () => {
    expect(suggest({ ...many, models: many.models.filter(({ loaded }) => loaded === false) })).toBe('pico')
  })

  test('a model of a runtime that cannot answer is not taken', () => {
    const [runtime] = alone.runtimes
    const away = { id: 'embedded', kind: 'embedded', label: runtime?.label ?? '' }
    const health = { state: 'not-installed', code: 'embedded.not_installed', hint: '' } as const

    expect(suggest({ ...alone, runtimes: [{ ...away, health }] })).toBeUndefined()
    expect(suggest(empty)).toBeUndefined()
  })
})

describe('keys', () => {
  test('arrows and pages stop at the ends', () => {
    const from = (active: number) => (key: string) => moveActive(key, active, 12)

    expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map(from(5))).toEqual([6, 4, 11, 0, 0, 11])
    expect(['ArrowDown', 'ArrowUp'].map(from(-1))).toEqual([0, 0])
    expect(['ArrowDown', 'PageDown'].map(from(11))).toEqual([11, 11])
    expect(moveActive('x', 5, 12)).toBeUndefined()
  })

  test('no key leads out of a list', () => {
    const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End')
    fc.assert(
      fc.property(fc.array(keys), fc.integer({ min: 1, max: 40 }), (pressed, count) => {
        const active = pressed.reduce((at, key) => moveActive(key, at, count) ?? at, -1)
        return active < count && (pressed.length === 0 || active >= 0)
      }),
    )
  })

  test('a letter leads to the next text that begins with it, round the end', () => {
    const texts = ['pico', 'Llama', 'Phi']

    expect(findByLetter(texts, 'p', 0)).toBe(2)
    expect(findByLetter(texts, 'P', 2)).toBe(0)
    expect(findByLetter(texts, 'x', 0)).toBeUndefined()
    expect(findByLetter([], 'p', -1)).toBeUndefined()
  })
})
