import { readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { tinyModel } from '../../../../tests/live/tiny-model.js'
import { findFatalValue } from './gguf-checks.js'
import { type GgufHeader, parseGgufHeader } from './gguf-header.js'

const bytes = readFileSync(tinyModel)
/** Where the tensors' data begin in the tiny model. */
const dataStart = 61_856

/** Reads the tiny model with some of its bytes changed. */
function parsePatched(patch: (copy: Buffer) => void): GgufHeader {
  const copy = Buffer.from(bytes)
  patch(copy)
  return parseGgufHeader(copy, copy.length)
}

/** Where the value of a key stands. */
function valueAt(key: string): number {
  return bytes.indexOf(key) + key.length + 4
}

describe('the header of the tiny model', () => {
  test('is read whole, long texts and lists but for their lengths', () => {
    const { values, tensorStarts } = parseGgufHeader(bytes, bytes.length)

    expect(Object.fromEntries(values)).toMatchObject({
      'general.architecture': 'llama',
      'llama.block_count': 4,
      'llama.rope.freq_base': 10_000,
      'tokenizer.ggml.tokens': { type: 8, length: 2_048 },
      'tokenizer.ggml.token_type': { type: 5, length: 2_048 },
      'tokenizer.ggml.add_bos_token': false,
    })
    expect(tensorStarts).toHaveLength(38)
    expect(Math.min(...tensorStarts)).toBe(dataStart)
    expect(findFatalValue('llama', values)).toBeNull()
  })

  test('goes on behind any of its beginnings, and needs nothing behind it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: dataStart - 100 }), (length) => {
        expect(() => parseGgufHeader(bytes.subarray(0, length), bytes.length)).toThrow(RangeError)
      }),
    )
    expect(parseGgufHeader(bytes.subarray(0, dataStart), bytes.length).tensorStarts).toHaveLength(38)
  })

  test('is cut off in a file that ends within it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: dataStart - 100 }), (length) => {
        expect(() => parseGgufHeader(bytes.subarray(0, length), length)).toThrow(SyntaxError)
      }),
    )
  })

  test('is read or refused with a reason, whatever bytes of it are changed', () => {
    const change = fc.tuple(fc.integer({ min: 0, max: dataStart - 1 }), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const outcome = outcomeOf(() =>
          parsePatched((copy) => {
            for (const [at, byte] of changes) copy[at] = byte
          }),
        )
        expect(outcome).toMatch(/^(read|is (no GGUF|GGUF version|damaged|cut off).*)$/)
      }),
      { numRuns: 500 },
    )
  })

  test('is read or refused with a reason, whatever 8 bytes stand anywhere in it', () => {
    const extreme = fc.constantFrom(0n, 1n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: dataStart - 8 }), extreme, (at, value) => {
        const outcome = outcomeOf(() => parsePatched((copy) => copy.writeBigUInt64LE(value, at)))
        expect(outcome).toMatch(/^(read|is (no GGUF|GGUF version|damaged|cut off).*)$/)
      }),
      { numRuns: 500 },
    )
  })
})

test.each<readonly [string, (copy: Buffer) => void, RegExp]>([
  ['a list of billions', (copy) => copy.writeUInt32LE(2 ** 32 - 1, valueAt('tokenizer.ggml.tokens') + 4), /cut off/],
  ['a list of lists', (copy) => copy.writeUInt32LE(9, valueAt('tokenizer.ggml.tokens')), /unknown type 9/],
  ['a value of a type to come', (copy) => copy.writeUInt32LE(77, valueAt('llama.block_count') - 4), /unknown type 77/],
  ['a tensor of nine sides', (copy) => copy.writeUInt32LE(9, bytes.indexOf('token_embd.weight') + 17), /9 sides/],
  [
    'a tensor without end',
    (copy) => copy.writeBigUInt64LE(2n ** 60n, bytes.indexOf('token_embd.weight') + 21),
    /cut off/,
  ],
  [
    'a norm that is quantized',
    (copy) => copy.writeUInt32LE(2, bytes.indexOf('output_norm.weight') + 30),
    /one side is quantized/,
  ],
  ['an empty tensor', (copy) => copy.writeBigUInt64LE(0n, bytes.indexOf('token_embd.weight') + 21), /no elements/],
])('a header with %s is refused', (_, patch, words) => {
  expect(() => parsePatched(patch)).toThrow(
    expect.objectContaining({ name: 'SyntaxError', message: expect.stringMatching(words) }),
  )
})

describe('numbers that would end the process', () => {
  const withNumber = (key: string, write: (copy: Buffer, at: number) => void): string | null =>
    findFatalValue('llama', parsePatched((copy) => write(copy, valueAt(key))).values)

  test.each<readonly [string, number, string]>([
    ['llama.block_count', 0, 'llama.block_count is 0, not a number from 1 to 512'],
    ['llama.block_count', 513, 'llama.block_count is 513, not a number from 1 to 512'],
    ['llama.attention.head_count', 0, 'llama.attention.head_count is 0, not a number from 1'],
    ['llama.attention.head_count_kv', 0, 'is 0, not a divisor of llama.attention.head_count'],
    ['llama.attention.head_count_kv', 3, 'is 3, not a divisor of llama.attention.head_count'],
    ['llama.feed_forward_length', 0, 'llama.feed_forward_length is 0, not a number from 1'],
    ['llama.embedding_length', 0, 'llama.embedding_length is 0, not a number from 1'],
  ])('%s of %i', (key, value, words) => {
    expect(withNumber(key, (copy, at) => copy.writeUInt32LE(value, at))).toContain(words)
  })

  test.each([-1, Number.NaN, Infinity])('an epsilon of %s', (value) => {
    const key = 'llama.attention.layer_norm_rms_epsilon'
    expect(withNumber(key, (copy, at) => copy.writeFloatLE(value, at))).toBe(`${key} is ${value}, not a number from 0`)
  })

  test('fewer types than tokens', () => {
    const values = new Map([
      ['tokenizer.ggml.tokens', { type: 8, length: 10 }],
      ['tokenizer.ggml.token_type', { type: 5, length: 9 }],
    ])
    expect(findFatalValue('llama', values)).toBe('tokenizer.ggml.token_type has 9 entries for 10 tokens')
  })

  test('what is 0 in a file of another kind of model is none', () => {
    const recurrent = new Map<string, string | number>([
      ['mamba.ssm.conv_kernel', 4],
      ['mamba.attention.head_count', 0],
      ['mamba.feed_forward_length', 0],
    ])
    const ofExperts = new Map<string, string | number>([
      ['moe.expert_count', 8],
      ['moe.feed_forward_length', 0],
    ])
    expect([findFatalValue('mamba', recurrent), findFatalValue('moe', ofExperts)]).toEqual([null, null])
  })
})

function outcomeOf(parse: () => unknown): string {
  try {
    parse()
    return 'read'
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return thrown.message
    throw thrown
  }
}
