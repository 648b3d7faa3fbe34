import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../parameters/catalogue/catalogue.js'
import { checkValues } from '../parameters/check-values.js'
import { composeSchema } from '../parameters/compose-schema.js'
import { families, familySource } from './family-source.js'
import { matchFamily } from './match-family.js'

const byName = (name: string): string | undefined => matchFamily(families, name, null)?.id

describe('by name', () => {
  test.for([
    'llama3',
    'llama3:8b',
    'llama3:70b-instruct-q4_K_M',
    'llama-3',
    'Meta-Llama-3.1',
    'meta-llama/Meta-Llama-3.1-8B-Instruct',
    'llama3.1',
    'llama3.2:1b',
    'llama3.3:latest',
    'org/Llama-3.3-70B',
    'hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M',
    'nvidia/Llama-3_3-Nemotron-Super-49B-v1',
    'dolphin-llama3:8b',
    'Llama 3.1 8B Instruct',
    '/models/llama-3-8b.gguf',
    'C:\\models\\llama3.gguf',
    'Hermes-2-Pro-Llama-3-8B',
  ])('T03: %s is Llama 3', (name) => {
    expect(byName(name)).toBe('llama-3')
  })

  test.for([
    'llama2:13b',
    'llama2',
    'codellama:13b',
    'codellama:34b',
    'llama-30b',
    'llama-33b',
    'llama-3b',
    'open_llama_3b',
    'llama-3.5b',
    'llama:13b',
    'llama',
    'llama4:scout',
    'Llama-4-Scout-17B-16E',
    'tinyllama:1.1b',
    'llama-13b-v3',
    'llama3-fans/phi-4',
    '/llama-3/phi-4.gguf',
    'mistral:7b',
    'pico',
    '',
  ])('T03: %s is not Llama 3', (name) => {
    expect(byName(name)).not.toBe('llama-3')
  })

  test.for([
    ['qwen3:8b', 'qwen-3'],
    ['Qwen/Qwen3-30B-A3B-Thinking-2507', 'qwen-3'],
    ['Qwen/Qwen3-30B-A3B-Instruct-2507', 'qwen-3-instruct'],
    ['gemma3:4b', 'gemma-3'],
    ['google/gemma-3n-E4B-it', 'gemma-3'],
    ['gemma-4-31b-it', 'gemma-3'],
    ['mistral-small3.2:24b', 'mistral-small'],
    ['mistralai/Mistral-Small-24B-Instruct-2501', 'mistral-small'],
    ['magistral:24b', 'magistral'],
    ['qwen2.5:7b', undefined],
    ['qwen3.5:9b', undefined],
    ['qwen3-coder:30b', undefined],
    ['Qwen3-VL-8B-Instruct', undefined],
    ['qwen:32b', undefined],
    ['gemma2:9b', undefined],
    ['gemma:7b', undefined],
    ['embeddinggemma:300m', undefined],
    ['mistral-small:22b', undefined],
    ['Mistral-Small-Instruct-2409', undefined],
    ['mistral-nemo', undefined],
    ['mistral:7b', undefined],
  ] as const)('%s is of family %s', ([name, family]) => {
    expect(byName(name)).toBe(family)
  })
})

describe('by what the file says', () => {
  test('T03: the tokenizer proves Llama 3 whatever the model is called', () => {
    expect(matchFamily(families, 'hermes3:8b', { architecture: 'llama', tokenizer: 'llama-bpe' })?.id).toBe('llama-3')
  })

  test('T03: the architecture alone says nothing: the tiny model is a llama too', () => {
    expect(matchFamily(families, 'pico', { architecture: 'llama', tokenizer: 'gpt-2' })).toBeUndefined()
    expect(matchFamily(families, 'pico', { architecture: 'llama' })).toBeUndefined()
  })

  test('T03: an architecture of another kind excludes', () => {
    expect(matchFamily(families, 'llama3-distill', { architecture: 'qwen2' })).toBeUndefined()
    expect(matchFamily(families, 'smollm3', { architecture: 'smollm3', tokenizer: 'llama-bpe' })).toBeUndefined()
  })

  test('a tokenizer of another kind excludes', () => {
    expect(matchFamily(families, 'llama3-mine', { architecture: 'llama', tokenizer: 'tekken' })).toBeUndefined()
  })

  test('a tokenizer called default says nothing', () => {
    expect(matchFamily(families, 'gemma3:4b', { architecture: 'gemma3', tokenizer: 'default' })?.id).toBe('gemma-3')
  })

  test('the base name comes before the name', () => {
    expect(matchFamily(families, 'llama3-alias', { base_name: 'Qwen3' })?.id).toBe('qwen-3')
  })

  test('a tokenizer that several families share proves none of them', () => {
    expect(matchFamily(families, 'mine', { architecture: 'qwen3', tokenizer: 'qwen2' })).toBeUndefined()
    expect(matchFamily(families, 'mine', { architecture: 'llama', tokenizer: 'tekken' })).toBeUndefined()
  })
})

describe('as a source', () => {
  test('T03: Llama 3 has temperature 0 to 1, and its values are assumed', () => {
    const reading = familySource().read({ runtime: 'ollama', model: 'llama3.2:1b' }, null)

    expect(composeSchema(catalogue, reading.patch ?? {})['temperature']).toMatchObject({ default: 0.7, min: 0, max: 1 })
    expect(reading.layers).toEqual([{ name: 'family', standing: 'assumed', values: { temperature: 0.6, top_p: 0.9 } }])
  })

  test('a model of no known family gets nothing', () => {
    expect(familySource().read({ runtime: 'ollama', model: 'phi4' }, null)).toEqual({})
  })

  test('families of one’s own are data too', () => {
    const phi = { id: 'phi', label: 'Phi', architectures: [], tokenizers: [], name: /^phi/, values: { top_k: 50 } }

    const reading = familySource([phi, ...families]).read({ runtime: 'ollama', model: 'phi4' }, null)

    expect(reading).toEqual({ layers: [{ name: 'family', standing: 'assumed', values: { top_k: 50 } }] })
  })

  test('every family’s values keep the catalogue as the family narrows it', () => {
    const issues = families.flatMap(({ patch, values }) =>
      checkValues(composeSchema(catalogue, patch ?? {}), values ?? {}),
    )

    expect(issues).toEqual([])
  })
})

test('no name of sizes or other versions is taken for Llama 3', () => {
  const version = fc.oneof(fc.constantFrom('2', '4', 'code', ''), fc.integer({ min: 30, max: 399 }).map(String))
  fc.assert(
    fc.property(version, fc.constantFrom('', '-', '_'), fc.constantFrom('', 'b', ':7b'), (number, dash, tail) => {
      expect(byName(`llama${dash}${number}${tail}`)).toBeUndefined()
    }),
  )
})

test('arbitrary names never throw', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, base_name) => {
      expect(() => matchFamily(families, name, { base_name })).not.toThrow()
    }),
  )
})
