import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where `scripts/testbed up llama` puts a program of llama.cpp.
 * @throws {Error} when it is not there: a missing part fails a live suite, it never skips one.
 */
export function llamaProgram(name: 'llama-server' | 'llama-fit-params' | 'ggml-rpc-server'): string {
  return testbedProgram('llama', join('llama.cpp', 'bin', name))
}

/**
 * Where `scripts/testbed up ollama` puts a version of Ollama.
 * @throws {Error} when it is not there.
 */
export function ollamaProgram(version: string): string {
  return testbedProgram('ollama', join('ollama', version, 'bin', 'ollama'))
}

/**
 * Where `scripts/testbed up vllm` puts vLLM's command.
 * @throws {Error} when it is not there.
 */
export function vllmProgram(): string {
  return testbedProgram('vllm', join('vllm', 'venv', 'bin', 'vllm'))
}

/** What vLLM may keep between its starts: what it once found out about its model classes saves seconds. */
export function vllmKeeps(): string {
  return join(testbedCache(), 'vllm', 'kept')
}

function testbedProgram(part: string, path: string): string {
  const full = join(testbedCache(), path)
  if (!existsSync(full)) throw new Error(`${full} is not there: run scripts/testbed up ${part}`)
  return full
}

function testbedCache(): string {
  const { VENOM_CACHE, XDG_CACHE_HOME } = process.env
  return VENOM_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'venom-testbed')
}
