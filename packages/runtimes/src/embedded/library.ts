import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { type ServerFacts, VenomError } from '@venom/core'
import * as z from 'zod/mini'

import { excerpt } from '../adapter/failure.js'

/** The optional package that brings llama.cpp into this process. */
export type Library = typeof import('node-llama-cpp')

/** The version that this adapter was proven with. */
const provenVersion = '3.21.1'

/**
 * Loads the optional package, on first use only.
 * @throws {VenomError} `embedded.not_installed` when it is not there or does not load on this machine.
 */
export async function importLibrary(): Promise<Library> {
  try {
    return await import('node-llama-cpp')
  } catch (cause) {
    throw notInstalled(cause)
  }
}

/** Makes a failure to load the package or its binary ours. */
export function notInstalled(cause: unknown): VenomError {
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND'
  const reason = isMissing ? 'is not installed' : `does not load (${excerpt(String(cause)).slice(0, 200)})`
  const message = `The embedded engine ${reason}. Run: npm install node-llama-cpp@${provenVersion}`
  return new VenomError('embedded.not_installed', message, { cause })
}

/** What the engine says of itself: the versions of the library and of the llama.cpp inside. */
export async function readFacts(library: Library): Promise<ServerFacts> {
  const version = await library.getModuleVersion()
  const release = await readRelease()
  return {
    kind: 'embedded',
    version: release === null ? `node-llama-cpp ${version}` : `node-llama-cpp ${version}, llama.cpp ${release}`,
    capabilities: ['reasoning', 'response-format', 'progress', 'cancel-receipt'],
  }
}

const releaseFile = z.object({ release: z.string() })

/** The release the binaries were built from. It is read from the package's files, as starting the engine takes half a second. */
async function readRelease(): Promise<string | null> {
  try {
    const entry = createRequire(import.meta.url).resolve('node-llama-cpp')
    const text = await readFile(join(entry, '../../llama/binariesGithubRelease.json'), 'utf8')
    return releaseFile.parse(JSON.parse(text)).release
  } catch {
    return null
  }
}
