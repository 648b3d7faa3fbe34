import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

import { tinyModel } from './tiny-model.js'

/** What a model is made of beside its weights, as `POST /api/create` takes it. */
export interface OllamaModel {
  /** A GGUF file. Default: the tiny model. */
  readonly gguf?: string
  /** In Go's language, such as `{{ .Prompt }}`. Default: what Ollama reads in the GGUF file. */
  readonly template?: string
  readonly system?: string
  /** Such as `{ num_ctx: 512, stop: ['</s>'] }`. */
  readonly parameters?: Readonly<Record<string, unknown>>
}

/**
 * Makes a model on a running Ollama.
 * @throws {Error} when Ollama refuses it; the message holds its words.
 */
export async function createOllamaModel(url: string, name: string, model: OllamaModel): Promise<void> {
  const { gguf = tinyModel, ...parts } = model
  const digest = await pushBlob(url, await readFile(gguf))
  const body = JSON.stringify({ model: name, files: { 'model.gguf': digest }, ...parts, stream: false })
  const reply = await fetch(`${url}/api/create`, { method: 'POST', body })
  const text = await reply.text()
  // Some refusals come with status 200.
  if (!text.includes('"success"')) throw new Error(`the model ${name} was refused: ${reply.status} ${text}`)
}

/** Asks first: a blob that is there already is answered before it is read, which breaks the connection. */
async function pushBlob(url: string, bytes: Buffer<ArrayBuffer>): Promise<string> {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  const at = `${url}/api/blobs/${digest}`
  if ((await fetch(at, { method: 'HEAD' })).status === 200) return digest
  const reply = await fetch(at, { method: 'POST', body: bytes })
  if (!reply.ok) throw new Error(`the blob was refused: ${reply.status} ${await reply.text()}`)
  return digest
}
