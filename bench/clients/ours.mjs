import { llamaCpp } from '../../packages/runtimes/dist/llama-cpp/llama-cpp.js'
import { fromStream } from './from-stream.mjs'
import { messages, model } from './request.mjs'

export const name = 'ours'
export const title = 'ours: @venom/runtimes, llama-cpp'

export function open(url) {
  const runtime = llamaCpp({ url })
  return fromStream(
    () => runtime.chat({ model, messages }),
    (event) => (event.type === 'text-delta' ? event.text : undefined),
  )
}
