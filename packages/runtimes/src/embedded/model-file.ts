import { open } from 'node:fs/promises'
import { basename } from 'node:path'

import { VenomError } from '@venom/core'

import { excerpt } from '../adapter/failure.js'
import type { Library } from './library.js'

/** What the header of a GGUF file says. */
export interface ModelFile {
  readonly sizeBytes: number
  readonly architecture: string
  readonly tokenizer?: string
  readonly baseName?: string
  /** The window that the model was trained with, in tokens. */
  readonly contextTokens?: number
}

/**
 * Reads and checks the header, so that a bad file is refused before native code sees it.
 * @throws {VenomError} `embedded.bad_model` when it is missing, no GGUF, of an unknown version, or cut off.
 */
export async function readModelFile(library: Library, path: string): Promise<ModelFile> {
  const sizeBytes = await checkStart(path)
  const info = await readHeader(library, path)
  const { tensorInfo = [], infoEndOffset = Infinity, metadata } = info
  const dataStart = infoEndOffset
  // The library pads what it reads past the end with zeros: a file cut off in the header parses, but its data lie outside.
  const isWhole = tensorInfo.length > 0 && tensorInfo.every(({ offset }) => dataStart + Number(offset) < sizeBytes)
  const architecture: unknown = metadata?.general?.architecture
  if (!isWhole || typeof architecture !== 'string' || architecture === '') throw cutOff(path)

  const tokenizer: unknown = metadata.tokenizer?.ggml?.pre
  const baseName: unknown = metadata.general.basename
  const contextTokens: unknown = info.architectureMetadata?.context_length
  return {
    sizeBytes,
    architecture,
    ...(typeof tokenizer === 'string' ? { tokenizer } : {}),
    ...(typeof baseName === 'string' ? { baseName } : {}),
    ...(typeof contextTokens === 'number' && contextTokens > 0 ? { contextTokens } : {}),
  }
}

/** The file cannot be used, and why. The message names the file without its folder, as it may travel. */
export function badModel(path: string, reason: string, cause?: unknown): VenomError {
  const message = `${basename(path)} ${reason} Give the path of a whole GGUF file.`
  return new VenomError('embedded.bad_model', message, { cause, details: { file: basename(path) } })
}

function cutOff(path: string, cause?: unknown): VenomError {
  return badModel(
    path,
    'is cut off or damaged: the header promises more than the file holds. Download it again.',
    cause,
  )
}

/** Magic, version, the two counts of the header. */
const startBytes = 24

/** Checks everything that needs no parser and gives the size. */
async function checkStart(path: string): Promise<number> {
  const start = Buffer.alloc(startBytes)
  const { size, isDirectory, bytesRead } = await readStart(path, start)
  if (isDirectory) throw badModel(path, 'is a folder.')
  if (bytesRead === 0) throw badModel(path, 'is empty.')
  if (start.toString('latin1', 0, 4) !== 'GGUF') throw badModel(path, 'is no GGUF file.')
  if (bytesRead < startBytes) throw cutOff(path)
  const version = start.readUInt32LE(4)
  if (version !== 2 && version !== 3) throw badModel(path, `is GGUF version ${version}; llama.cpp reads 2 and 3.`)
  // Every tensor and every entry takes at least its own name's length and a type.
  const entries = start.readBigUInt64LE(8) + start.readBigUInt64LE(16)
  if (entries * 12n > BigInt(size)) throw cutOff(path)
  return size
}

async function readStart(path: string, into: Buffer) {
  try {
    const file = await open(path, 'r')
    try {
      const stat = await file.stat()
      const isDirectory = stat.isDirectory()
      const bytesRead = isDirectory ? 0 : (await file.read(into, 0, into.length, 0)).bytesRead
      return { size: stat.size, isDirectory, bytesRead }
    } finally {
      await file.close()
    }
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    throw badModel(path, isMissing ? 'does not exist.' : 'cannot be read.', cause)
  }
}

async function readHeader(library: Library, path: string) {
  try {
    return await library.readGgufFileInfo(path, { sourceType: 'filesystem', logWarnings: false })
  } catch (cause) {
    const reason = excerpt(cause instanceof Error ? cause.message : String(cause)).slice(0, 200)
    throw badModel(path, `cannot be read as GGUF (${reason}).`, cause)
  }
}
