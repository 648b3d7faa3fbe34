// The servers that are replayed, and who asks each of them. The first client is the floor that the others are compared with.

const measurements = ['cpu', 'ttft', 'truth', 'streams', 'memory', 'leave']

/** `recording` says what it answers, `format` how its answer to a chat is written. */
export const servers = [
  {
    id: 'llama-cpp',
    title: 'llama-server',
    model: 'pico',
    chat: '/v1/chat/completions',
    format: 'sse',
    clients: ['floor', 'bare', 'openai', 'ai', 'ours'],
    measurements,
  },
  {
    id: 'ollama',
    title: 'Ollama',
    model: 'pico:latest',
    chat: '/api/chat',
    format: 'ndjson',
    clients: ['floor', 'bare', 'ollama', 'langchain', 'ai-sdk-ollama', 'ollama-ai-provider-v2', 'openai', 'ours'],
    measurements,
  },
  {
    id: 'vllm',
    title: 'vLLM',
    model: 'pico',
    chat: '/v1/chat/completions',
    format: 'sse',
    clients: ['floor', 'bare', 'openai', 'ai', 'ours'],
    measurements,
  },
]

/** One of them, by its id. */
export function findServer(id) {
  const server = servers.find((one) => one.id === id)
  if (server !== undefined) return server
  throw new Error(`There is no server “${id}”. There are: ${servers.map((one) => one.id).join(', ')}.`)
}
