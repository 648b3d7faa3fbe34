import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where `scripts/testbed up llama` puts a program of llama.cpp.
 * @throws {Error} when it is not there: a missing part fails a live suite, it never skips one.
 */
export function llamaProgram(name: 'llama-server' | 'llama-fit-params' | 'ggml-rpc-server'): string {
  const path = join(testbedCache(), 'llama.cpp', 'bin', name)
  if (!existsSync(path)) throw new Error(`${name} is not at ${path}: run scripts/testbed up llama`)
  return path
}

function testbedCache(): string {
  const { VENOM_CACHE, XDG_CACHE_HOME } = process.env
  return VENOM_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'venom-testbed')
}
