import { basename } from 'node:path'

import type { ModelInfo } from '@venom/core'

import type { ModelFile } from './model-file.js'

/** Name of the model of a file: the file's own name, without its ending. */
export function nameOf(modelPath: string): string {
  return basename(modelPath).replace(/\.gguf$/i, '')
}

/** The one model of an embedded runtime in our words. */
export function toModel(id: string, file: ModelFile, windowTokens: number, loaded: boolean): ModelInfo {
  return {
    id,
    architecture: file.architecture,
    ...(file.tokenizer === undefined ? {} : { tokenizer: file.tokenizer }),
    ...(file.baseName === undefined ? {} : { base_name: file.baseName }),
    context_tokens: windowTokens,
    size_bytes: file.sizeBytes,
    loaded,
  }
}
