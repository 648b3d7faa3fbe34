import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { OpenOptions } from '@venom/core'
import { ollamaKind } from '@venom/runtimes/ollama'
import { llamaCppKind } from '@venom/runtimes/llama-cpp'
import { vllmKind } from '@venom/runtimes/vllm'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openWithOptions } from './kind-options.js'

const where = { id: 'box', url: 'http://box' }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'venom-options-'))
  await writeFile(join(folder, 'generation_config.json'), '{"temperature":0.6,"max_new_tokens":5}')
  await writeFile(join(folder, 'list.json'), '[]')
  await writeFile(join(folder, 'broken.json'), 'hunter2')
  await mkdir(join(folder, 'folder'))
})
afterAll(() => rm(folder, { recursive: true }))

test('T09: texts become what the kind wants, and files what they hold', async () => {
  const options = { generationConfig: join(folder, 'generation_config.json'), spareAdapterSlot: 'false' }
  const given: unknown[] = []
  const open = (options: OpenOptions) => {
    given.push(options.options)
    return vllmKind.open(options)
  }

  const runtime = await openWithOptions({ ...vllmKind, open }, where, options)
  await runtime.close()

  expect(given).toEqual([{ generationConfig: { temperature: 0.6, max_new_tokens: 5 }, spareAdapterSlot: false }])
})

test.each([
  [vllmKind, { spareSlot: 'false' }, 'vLLM has no option “spareSlot”. There are: generationConfig (a JSON object)'],
  [vllmKind, { spareAdapterSlot: 'no' }, 'The option spareAdapterSlot of vLLM is not true or false.'],
  [llamaCppKind, { newEngine: 'true' }, 'llama.cpp server has no option “newEngine”. It has none.'],
  [ollamaKind, { newEngine: '1' }, 'The option newEngine of Ollama is not true or false.'],
])(
  'C09: an option that cannot be is told with the runtime and what there is: %o %o',
  async (kind, options, message) => {
    await expect(openWithOptions(kind, where, options)).rejects.toMatchObject({
      code: 'runtime.bad_option',
      message: expect.stringContaining(`“box” cannot be opened. ${message}`),
    })
  },
)

test.each([
  ['nowhere.json', /“box” cannot be opened.*generationConfig is the path of a JSON file.*cannot be read: ENOENT/],
  ['broken.json', /“box” cannot be opened.*broken\.json holds no JSON\./],
  ['folder', /“box” cannot be opened.*folder is no file of up to 1048576 bytes\./],
  ['\u001b[2J', /“box” cannot be opened.*\u{fffd}\[2J cannot be read: ENOENT/u],
  ['list.json', /“box” cannot be opened.*generationConfig of vLLM is not a JSON object/],
])('T09: a file that holds no such thing is told: %s', async (name, message) => {
  const options = { generationConfig: join(folder, name) }

  await expect(openWithOptions(vllmKind, where, options)).rejects.toMatchObject({
    code: 'runtime.bad_option',
    message: expect.stringMatching(message),
  })
  await expect(openWithOptions(vllmKind, where, options)).rejects.not.toMatchObject({
    message: expect.stringContaining('hunter2'),
  })
})
