import { llamaCppKind } from '../llama-cpp/llama-cpp.js'
import { ollamaKind } from '../ollama/ollama.js'
import { vllmKind } from '../vllm/vllm.js'
import { runCommand } from './run-command.js'

/** Runs the command of this process with the servers that we know. */
export async function run(): Promise<void> {
  const { argv, env, stdout, stderr } = process
  let isLost = false
  for (const stream of [stdout, stderr]) {
    stream.on('error', ({ code }: NodeJS.ErrnoException) => {
      // Whoever reads what is printed may stop after its first lines (`| head`): that is no fault.
      if (code !== 'EPIPE') isLost = true
      if (isLost) process.exitCode = 1
    })
  }
  const exitCode = await runCommand({
    kinds: [ollamaKind, vllmKind, llamaCppKind],
    argv: argv.slice(2),
    env,
    stdout,
    stderr,
  })
  process.exitCode = isLost ? 1 : exitCode
}
