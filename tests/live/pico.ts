import { readFile, writeFile } from 'node:fs/promises'

import type { ChatEvent, ChatRequest, FinishEvent, Values } from '@venom/core'

import { tinyModel } from './tiny-model.js'

/** Asks Pico one thing. */
export function ask(content: string, generation_params: Values = {}): ChatRequest {
  return { model: 'pico', messages: [{ role: 'user', content }], generation_params }
}

/** The whole text of a chat. */
export async function answerOf(chat: AsyncIterable<ChatEvent>): Promise<string> {
  return textOf(await Array.fromAsync(chat))
}

/** The text of an answer. */
export function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('')
}

/** The last event of an answer that ended well. */
export function finishOf(events: readonly ChatEvent[]): FinishEvent {
  const last = events.at(-1)
  if (last?.type !== 'finish') throw new Error(`The last event is ${last?.type ?? 'missing'}.`)
  return last
}

/** What a promise was rejected with; null when it was not. */
export async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
}

/** Writes a copy of the tiny model with another chat template, which may not be longer than its own (333 bytes). */
export async function writeWithTemplate(path: string, template: string): Promise<string> {
  const bytes = await readFile(tinyModel)
  const key = 'tokenizer.chat_template'
  const lengthAt = bytes.indexOf(key) + key.length + 4
  const length = Number(bytes.readBigUInt64LE(lengthAt))
  bytes.write(`${template}{#${' '.repeat(length - template.length - 4)}#}`, lengthAt + 8, 'latin1')
  await writeFile(path, bytes)
  return path
}
