import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { answerOf, ask, thrownBy, writeWithTemplate } from '../../../../tests/live/pico.js'
import { tinyModel } from '../../../../tests/live/tiny-model.js'
import { embedded } from './embedded.js'

const folder = mkdtempSync(join(tmpdir(), 'venom-bad-models-'))
afterAll(() => rmSync(folder, { recursive: true }))

const bytes = readFileSync(tinyModel)
/** Where the tensors' data begin in the tiny model. */
const dataStart = 61_856

let written = 0

function writeModel(content: Uint8Array): string {
  written += 1
  const path = join(folder, `${written}.gguf`)
  writeFileSync(path, content)
  return path
}

const patched = (patch: (copy: Buffer) => void): string => {
  const copy = Buffer.from(bytes)
  patch(copy)
  return writeModel(copy)
}

const bad: readonly (readonly [string, string, RegExp])[] = [
  ['missing', '/nowhere/missing.gguf', /missing\.gguf does not exist/],
  ['a folder', folder, /is a folder/],
  ['empty', writeModel(bytes.subarray(0, 0)), /is empty/],
  ['a web page', writeModel(Buffer.from(`<!doctype html>${' '.repeat(5000)}`)), /is no GGUF file/],
  ['cut off in the magic', writeModel(bytes.subarray(0, 3)), /is no GGUF file/],
  ['cut off after the magic', writeModel(bytes.subarray(0, 4)), /cut off/],
  ['cut off in the counts', writeModel(bytes.subarray(0, 20)), /cut off/],
  ['cut off after the counts', writeModel(bytes.subarray(0, 24)), /cut off/],
  ['cut off in the metadata', writeModel(bytes.subarray(0, 1000)), /cut off/],
  ['cut off in the vocabulary', writeModel(bytes.subarray(0, 20_000)), /cut off/],
  ['cut off in the list of tensors', writeModel(bytes.subarray(0, dataStart - 10)), /cut off/],
  ['cut off where the data begin', writeModel(bytes.subarray(0, dataStart)), /cut off/],
  ['cut off in the data', writeModel(bytes.subarray(0, bytes.length >> 1)), /cut off/],
  [
    'cut off by one byte',
    writeModel(bytes.subarray(0, -1)),
    /refused by llama\.cpp.*data is not within the file bounds/,
  ],
  ['of a version to come', patched((copy) => copy.writeUInt32LE(9, 4)), /version 9/],
  ['with a trillion tensors', patched((copy) => copy.writeBigUInt64LE(10n ** 12n, 8)), /cut off/],
  ['with a name without end', patched((copy) => copy.writeBigUInt64LE(2n ** 50n, 24)), /cut off/],
  [
    'of an unknown architecture',
    patched((copy) => copy.write('zzzzz', bytes.indexOf('llama'), 'latin1')),
    /refused by llama\.cpp/,
  ],
]

test.each(bad)('a file that is %s is refused with what to do', async (_, modelPath, words) => {
  const runtime = embedded({ modelPath, name: 'pico' })

  const thrown = await thrownBy(Array.fromAsync(runtime.chat(ask('Hi'))))
  await runtime.close()

  expect(thrown).toMatchObject({ code: 'embedded.bad_model', message: expect.stringMatching(words) })
  expect(thrown).toMatchObject({ message: expect.stringMatching(/whole GGUF file\.$/) })
})

test('a bad file shows in health and in the list of models', async () => {
  const runtime = embedded({ modelPath: writeModel(bytes.subarray(0, 1000)) })

  expect(await runtime.health()).toMatchObject({ state: 'unreachable', code: 'embedded.bad_model' })
  await expect(runtime.models()).rejects.toMatchObject({ code: 'embedded.bad_model' })
  await runtime.close()
})

test('a template that refuses a conversation is heard', async () => {
  const refusal = "{% if messages|length > 6 %}{{ raise_exception('Too many turns.') }}{% endif %}"
  const template = `${refusal}{% for m in messages %}{{ m['content'] }}{% endfor %}`
  const modelPath = await writeWithTemplate(join(folder, 'strict.gguf'), template)
  const runtime = embedded({ modelPath, name: 'pico' })
  const messages = Array.from({ length: 9 }, () => ({ role: 'user', content: 'Hi' }) as const)

  const thrown = await thrownBy(Array.fromAsync(runtime.chat({ model: 'pico', messages })))
  await runtime.close()

  expect(thrown).toMatchObject({ code: 'runtime.rejected', message: expect.stringContaining('Too many turns.') })
})

test('a template that opens the reasoning makes reasoning of what follows', async () => {
  const thought = "{% if m['reasoning_content'] %}<think>\n{{ m['reasoning_content'] }}\n</think>\n{% endif %}"
  const turns = `{% for m in messages %}<|im_start|>{{ m['role'] }}\n${thought}{{ m['content'] }}<|im_end|>\n{% endfor %}`
  const template = `${turns}{% if add_generation_prompt %}<|im_start|>assistant\n<think>\n{% endif %}`
  const modelPath = await writeWithTemplate(join(folder, 'thinking.gguf'), template)
  const runtime = embedded({ modelPath, name: 'pico' })

  const events = await Array.fromAsync(runtime.chat(ask('What is your name?', { max_tokens: 8 })))
  await runtime.close()

  expect(events.some(({ type }) => type === 'reasoning-delta')).toBe(true)
  expect(events.some(({ type }) => type === 'text-delta')).toBe(false)
})

const good = embedded({ modelPath: tinyModel, name: 'pico' })
afterAll(() => good.close())

test('beside bad files a good one answers', async () => {
  expect(await answerOf(good.chat(ask('What is your name?')))).toBe('My name is Pico.')
})
