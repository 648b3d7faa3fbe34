import { llamaCpp } from '../../packages/runtimes/dist/llama-cpp/llama-cpp.js'
import { ollama } from '../../packages/runtimes/dist/ollama/ollama.js'
import { vllm } from '../../packages/runtimes/dist/vllm/vllm.js'
import { fromStream } from './from-stream.mjs'
import { messages } from './request.mjs'

export const name = 'ours'
export const title = '@venom/runtimes, the adapter of the server'

const adapters = { 'llama-cpp': llamaCpp, ollama, vllm }

export function open(url, { id, model }) {
  const runtime = adapters[id]({ url })
  return fromStream(
    () => runtime.chat({ model, messages }),
    (event) => (event.type === 'text-delta' ? event.text : undefined),
  )
}
