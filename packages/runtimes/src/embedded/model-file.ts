import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'

import { VenomError } from '@venom/core'

import { excerpt } from '../adapter/failure.js'
import { findFatalValue } from './gguf-checks.js'
import { type GgufHeader, parseGgufHeader } from './gguf-header.js'

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
 * Reads and checks the header, so that a bad file is refused before native code sees it: what that cannot read ends this process.
 * Of a model in several files it looks at the first.
 * @throws {VenomError} `embedded.bad_model` when it is missing, no GGUF, of an unknown version, cut off, or damaged.
 */
export async function readModelFile(path: string): Promise<ModelFile> {
  const { header, sizeBytes } = await readHeader(path)
  const { values, tensorStarts } = header
  const architecture = values.get('general.architecture')
  if (typeof architecture !== 'string' || architecture === '') throw badModel(path, 'names no architecture.')
  const fatal = findFatalValue(architecture, values)
  if (fatal !== null) throw badModel(path, `is damaged: ${excerpt(fatal)}.`)
  // The first of several files may hold no tensor at all.
  const isWhole = tensorStarts.length > 0 || Number(values.get('split.count') ?? 0) > 1
  if (!isWhole || tensorStarts.some((start) => start >= sizeBytes)) {
    throw badModel(path, 'is cut off or damaged: tensors lie outside of the file. Download it again.')
  }
  const tokenizer = values.get('tokenizer.ggml.pre')
  const baseName = values.get('general.basename')
  const contextTokens = values.get(`${architecture}.context_length`)
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

/** What is read of a file at first, in bytes; where its header is longer, eight times as much, and so on up to the most. */
const firstReadBytes = 64 << 10
/** Longest header, in bytes: the largest vocabularies have a tenth of it. */
const maxHeaderBytes = 128 << 20

async function readHeader(path: string): Promise<{ readonly header: GgufHeader; readonly sizeBytes: number }> {
  try {
    const file = await open(path, 'r')
    try {
      const stat = await file.stat()
      if (stat.isDirectory()) throw badModel(path, 'is a folder.')
      if (stat.size === 0) throw badModel(path, 'is empty.')
      return { header: await parseAsFarAsNeeded(file, path, stat.size), sizeBytes: stat.size }
    } finally {
      await file.close()
    }
  } catch (cause) {
    if (VenomError.is(cause)) throw cause
    if (cause instanceof SyntaxError) throw badModel(path, cause.message, cause)
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    throw badModel(path, isMissing ? 'does not exist.' : 'cannot be read.', cause)
  }
}

async function parseAsFarAsNeeded(file: FileHandle, path: string, size: number): Promise<GgufHeader> {
  for (let length = firstReadBytes; ; length *= 8) {
    const bytes = Buffer.alloc(Math.min(length, size, maxHeaderBytes))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    try {
      return parseGgufHeader(bytes.subarray(0, bytesRead), size)
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown
      if (bytesRead < bytes.length) throw badModel(path, 'was cut off while it was read.', thrown)
      if (length >= maxHeaderBytes) throw badModel(path, `has a header of more than ${maxHeaderBytes} bytes.`, thrown)
    }
  }
}
