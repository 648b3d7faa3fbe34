import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { tinyModel } from './tiny-model.js'

/** GGUF's type of a 32-bit number without sign. */
const uint32 = 4
/** Magic, version, and the number of tensors stand before the number of pairs; the pairs follow it. */
const countAt = 16
const pairsAt = 24

/** A copy of the tiny model in the temporary folder whose header says that it turns texts into vectors (mean pooling). */
export async function tinyEmbedder(): Promise<string> {
  const bytes = await readFile(tinyModel)
  // The tensors begin at a multiple of 32 bytes: the second pair makes 64 of the first.
  const pairs = Buffer.concat([pair('llama.pooling_type', 1), pair('venom.padding_', 0)])
  bytes.writeBigUInt64LE(bytes.readBigUInt64LE(countAt) + 2n, countAt)
  const path = join(await mkdtemp(join(tmpdir(), 'venom-embedder-')), 'embedder.gguf')
  await writeFile(path, Buffer.concat([bytes.subarray(0, pairsAt), pairs, bytes.subarray(pairsAt)]))
  return path
}

function pair(key: string, value: number): Buffer {
  const bytes = Buffer.alloc(8 + key.length + 4 + 4)
  bytes.writeBigUInt64LE(BigInt(key.length), 0)
  bytes.write(key, 8)
  bytes.writeUInt32LE(uint32, 8 + key.length)
  bytes.writeUInt32LE(value, 8 + key.length + 4)
  return bytes
}
