import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { tinyModel } from './tiny-model.js'

/** Arguments that give the tiny model 32,768 tokens in each of two slots of a llama-server: answers that run for seconds. */
export const longWindowArgs: readonly string[] = [
  '-c',
  '65536',
  '-np',
  '2',
  '--override-kv',
  'llama.context_length=int:32768',
]

/**
 * A copy of the tiny model in the temporary folder whose header says that it was trained with a window of `tokens`, for
 * long answers in this process. What it says beyond 1,024 tokens is of no use but to be cancelled.
 */
export async function tinyModelWithWindow(tokens: number): Promise<string> {
  const bytes = await readFile(tinyModel)
  const key = 'llama.context_length'
  // After the key stands the type of its value, 4 bytes, then the value: a 32-bit number.
  const at = bytes.indexOf(key) + key.length + 4
  bytes.writeUInt32LE(tokens, at)
  const path = join(await mkdtemp(join(tmpdir(), 'venom-long-window-')), 'pico.gguf')
  await writeFile(path, bytes)
  return path
}
