import { type Capability, compareVersions, type ServerFacts } from '@venom/core'

import type { Evidence } from './evidence.js'
import type { TaggedModel } from './wire.js'

/**
 * What computes a model's answers; each honours other parameters. `llama-server`: a subprocess, for every GGUF since 0.30.
 * `mlx`: for safetensors. Before 0.30 a GGUF ran in `llama.cpp`, linked in, or, by its architecture, in `ollama-engine`.
 */
type Engine = 'llama-server' | 'llama.cpp' | 'ollama-engine' | 'mlx'

/** The first version that runs a GGUF in a llama-server. */
const llamaServerSince = '0.30.0'

/**
 * The architectures that the server's own engine takes before 0.30; all others run in llama.cpp.
 * @see https://github.com/ollama/ollama/blob/v0.24.0/fs/ggml/ggml.go#L277
 */
const ownEngineArchitectures: ReadonlySet<string> = new Set([
  'bert',
  'deepseek2',
  'deepseekocr',
  'gemma3',
  'gemma3n',
  'gemma4',
  'glm4moelite',
  'glmocr',
  'gpt-oss',
  'gptoss',
  'laguna',
  'lfm2',
  'lfm2moe',
  'llama4',
  'mistral3',
  'mllama',
  'nemotron_h',
  'nemotron_h_moe',
  'nemotron_h_omni',
  'nomic-bert',
  'olmo3',
  'qwen25vl',
  'qwen3',
  'qwen35',
  'qwen35moe',
  'qwen3moe',
  'qwen3next',
  'qwen3vl',
  'qwen3vlmoe',
])

/** What Ollama can do with some model or other; which of it a model can, its evidence tells. */
const capabilities: readonly Capability[] = ['tools', 'reasoning', 'response-format', 'images', 'load']

/** Ollama's own word for what only some models can. */
const ownWord: Readonly<Partial<Record<Capability, string>>> = {
  tools: 'tools',
  reasoning: 'thinking',
  images: 'vision',
}

/** What is known of a server, and of the one model that is meant. `isNewEngine`: the server was told to use its own one. */
export function toServerFacts(
  version: string,
  model?: TaggedModel,
  evidence?: Evidence,
  isNewEngine = false,
): ServerFacts {
  const known = model === undefined ? undefined : engineOf(version, model.details?.format, evidence?.architecture)
  const engine = isNewEngine && known === 'llama.cpp' ? 'ollama-engine' : known
  const can = evidence?.capabilities
  return {
    kind: 'ollama',
    version,
    ...(engine === undefined ? {} : { engine }),
    capabilities: can === undefined ? capabilities : capabilities.filter((one) => isGiven(one, can)),
  }
}

function isGiven(capability: Capability, can: readonly string[]): boolean {
  const word = ownWord[capability]
  return word === undefined || can.includes(word)
}

/** Undefined where the server does not say enough: such as for a model that runs elsewhere. */
function engineOf(version: string, format: string | undefined, architecture: string | undefined): Engine | undefined {
  if (format === 'safetensors') return 'mlx'
  const order = format === 'gguf' ? compareVersions(version, llamaServerSince) : undefined
  if (order === undefined) return undefined
  if (order >= 0) return 'llama-server'
  if (architecture === undefined) return undefined
  return ownEngineArchitectures.has(architecture) ? 'ollama-engine' : 'llama.cpp'
}
