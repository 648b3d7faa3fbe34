import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type AdapterHost, ChatError, type FinishEvent, type Runtime } from '@venom/core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { tinyAdapterFolder } from '../../../../tests/live/tiny-model.js'
import { startVllm, type VllmServer, vllmStartMs } from '../../../../tests/live/vllm.js'
import { isObject, parseJson } from '../adapter/read-json.js'
import { vllm } from './vllm.js'

const own = 'My name is Pico.'
const taught = 'My name is Iskra.'
// Longer than a block of the cache, so that what is kept of it would be taken again.
const rules = 'You are a brief and friendly helper who answers in one short sentence. '.repeat(4)
const weights = 'adapter_model.safetensors'

let server: VllmServer
let runtime: Runtime
let host: AdapterHost
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'venom-adapters-'))
  const smallBlocks = ['--block-size', '32', '--num-gpu-blocks-override', '256']
  server = await startVllm({ args: [...smallBlocks, '--lora-modules', `given=${tinyAdapterFolder}`] })
  runtime = vllm({ url: server.url })
  if (runtime.adapters === undefined) throw new Error('This runtime has no host of adapters.')
  host = runtime.adapters
}, vllmStartMs)
afterAll(async () => {
  await runtime.close()
  await server.kill()
  await rm(folder, { recursive: true })
})

test('the adapters that a server was started with are listed, and can be removed too', async () => {
  expect(await host.list('pico')).toEqual([{ id: 'given', removable: true }])
  expect((await ask('given')).text).toBe(taught)

  await host.remove('pico', 'given')

  expect(await host.list('pico')).toEqual([])
  await expect(host.remove('pico', 'given')).rejects.toMatchObject({ code: 'adapter.unknown' })
  await expect(ask('given')).rejects.toMatchObject({ code: 'model.unknown' })
})

test('an adapter that was added answers as it was taught, and the model beside it as before', async () => {
  await host.add('pico', { id: 'iskra', path: tinyAdapterFolder })

  const beside = await askBesideEachOther('iskra')

  expect(beside).toEqual({ model: [own], adapter: [taught] })
  expect(await host.list('pico')).toEqual([{ id: 'iskra', removable: true }])
  expect(await runtime.models()).toContainEqual(
    expect.objectContaining({ id: 'iskra', adapter_of: 'pico', context_tokens: 1024 }),
  )
})

test('the same name again takes the files anew, nothing kept of the old ones, and needs them no more', async () => {
  const path = join(folder, 'changing')
  await cp(tinyAdapterFolder, path, { recursive: true })
  await host.add('pico', { id: 'changing', path })
  const before = await ask('changing', rules)
  await unteach(join(path, weights))

  await host.add('pico', { id: 'changing', path })
  await rm(path, { recursive: true })
  const after = await ask('changing', rules)

  expect(before.text).toBe(taught)
  expect(after.text).toBe(own)
  expect(after.finish.usage.cached_tokens).toBe(0)
  expect((await ask('changing', rules)).finish.usage.cached_tokens).toBeGreaterThan(0)
})

test('an answer that runs on an adapter ends as it would have when that is removed', async () => {
  const path = { id: 'leaving', path: tinyAdapterFolder }
  await host.add('pico', path)
  const whole = await ask('leaving', '', 100)
  let isRemoved = false

  const left = await ask('leaving', '', 100, async () => {
    await host.remove('pico', 'leaving')
    isRemoved = true
  })

  expect(isRemoved).toBe(true)
  expect(left.text).toBe(whole.text)
})

test('what is no adapter is refused, and the server goes on', async () => {
  const broken = join(folder, 'broken')
  await cp(tinyAdapterFolder, broken, { recursive: true })
  await truncate(join(broken, weights), 1_000)

  await expect(host.add('pico', { id: 'x', path: join(folder, 'nowhere') })).rejects.toMatchObject({
    code: 'adapter.unusable',
    details: { adapter: 'x' },
  })
  await expect(host.add('pico', { id: 'x', path: broken })).rejects.toMatchObject({ code: 'adapter.unusable' })
  await expect(host.add('pico', { id: 'pico', path: tinyAdapterFolder })).rejects.toMatchObject({
    code: 'adapter.unusable',
  })
  expect((await ask('pico')).text).toBe(own)
})

test('an adapter whose new files are broken is put back', async () => {
  await expect(host.add('pico', { id: 'iskra', path: join(folder, 'broken') })).rejects.toMatchObject({
    code: 'adapter.unusable',
    details: { restored: true },
  })

  expect((await ask('iskra')).text).toBe(taught)
})

test('when the places are used up but one there is no room, and the model’s own answers are right until then', async () => {
  const refused = await fill()
  const beside = await askBesideEachOther('iskra')

  expect(refused).toMatchObject({ code: 'adapter.no_room', details: { places: 8 } })
  expect(beside).toEqual({ model: [own], adapter: [taught] })
})

test('C06: SIGKILL of the server in mid-answer keeps the text and is a truncation', async () => {
  const failed = await ask('pico', '', 900, () => server.kill()).catch((thrown: unknown) => thrown)

  expect(failed).toMatchObject({ code: 'runtime.stream_truncated' })
  expect(ChatError.isChatError(failed) && failed.partial.text).toMatch(/^My name is Pico\./)
  expect(await runtime.health()).toMatchObject({ state: 'unreachable', code: 'runtime.unreachable' })
})

interface Answered {
  readonly text: string
  readonly finish: FinishEvent
}

/** Asks for the name. `onText` is called once, in mid-answer. */
async function ask(
  model: string,
  system = '',
  maxTokens?: number,
  onText: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Answered> {
  const question = { role: 'user', content: 'Hello. What is your name?' } as const
  const messages = system === '' ? [question] : [{ role: 'system', content: system } as const, question]
  const endless = maxTokens === undefined ? {} : { max_tokens: maxTokens, ignore_eos: true }
  let text = ''
  let pieces = 0
  for await (const event of runtime.chat({ model, messages, generation_params: { temperature: 0, ...endless } })) {
    if (event.type === 'finish') return { text, finish: event }
    if (event.type !== 'text-delta') continue
    text += event.text
    pieces += 1
    if (pieces === 8) await onText()
  }
  throw new Error('The answer has no end.')
}

/** The different answers of the model and of one of its adapters, asked for again and again at once. */
async function askBesideEachOther(adapter: string) {
  const [model, taughtOnes] = await Promise.all(
    ['pico', adapter].map((name) => Promise.all(Array.from({ length: 4 }, () => askInTurn(name)))),
  )
  return { model: unique(model), adapter: unique(taughtOnes) }
}

async function askInTurn(model: string): Promise<readonly string[]> {
  const texts: string[] = []
  for (let round = 0; round < 3; round += 1) texts.push((await ask(model)).text)
  return texts
}

function unique(texts: readonly (readonly string[])[] | undefined): readonly string[] {
  return [...new Set(texts?.flat())]
}

/** Adds adapters until one is refused, and returns what refused it. */
async function fill(): Promise<unknown> {
  for (let index = 0; index < 20; index += 1) {
    const refused = await host
      .add('pico', { id: `more-${index}`, path: tinyAdapterFolder })
      .catch((error: unknown) => error)
    if (refused !== undefined) return refused
  }
  return undefined
}

/** Makes an adapter one that changes nothing: its second matrices, with which all is multiplied, become 0. */
async function unteach(file: string): Promise<void> {
  const bytes = await readFile(file)
  const headerLength = Number(bytes.readBigUInt64LE(0))
  const header = parseJson(bytes.toString('utf8', 8, 8 + headerLength))
  if (!isObject(header)) throw new Error(`${file} has no header.`)
  for (const [name, tensor] of Object.entries(header)) {
    if (!name.includes('lora_B') || !isObject(tensor) || !Array.isArray(tensor['data_offsets'])) continue
    const [from, to] = tensor['data_offsets'].map(Number)
    bytes.fill(0, 8 + headerLength + (from ?? 0), 8 + headerLength + (to ?? 0))
  }
  await writeFile(file, bytes)
}
