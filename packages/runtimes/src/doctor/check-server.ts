import { compareVersions, type Health, type ModelInfo, type RuntimeKind } from '@venom/core'

import type { Finding } from './finding.js'

/** A window below this is too small for a conversation with a document in it: what servers take by default on small machines. */
const smallWindow = 8_192

/** Looks whether a known server is up. */
export function checkStart(health: Health): readonly Finding[] {
  if (health.state !== 'starting') return []
  return [{ code: 'server.starting', severity: 'note', message: health.hint }]
}

/** Looks what a server that answers says is wrong with it all the same. */
export function checkFaults(health: Health): readonly Finding[] {
  return health.state === 'ready' ? (health.faults ?? []) : []
}

/** Looks whether a server is older than what its adapter was proven with. */
export function checkVersion({ label, oldestProven }: RuntimeKind, health: Health): readonly Finding[] {
  if (health.state !== 'ready' || oldestProven === undefined) return []
  const { version } = health.server
  if (version === null || (compareVersions(version, oldestProven) ?? 0) >= 0) return []
  const message = `Version ${version} is older than ${oldestProven}, the oldest ${label} that this was proven with.`
  return [
    { code: 'version.old', severity: 'advice', message, mend: 'Update the server, or check each parameter yourself.' },
  ]
}

/** Looks at what can be asked: whether there is a model, whether one is in memory, and how much a conversation may hold. */
export function checkModels(models: readonly ModelInfo[]): readonly Finding[] {
  if (models.length === 0) {
    const message = 'The server has no model that can chat.'
    return [{ code: 'models.none', severity: 'problem', message, mend: 'Get one: `ollama pull` on Ollama.' }]
  }
  const isCold = models.every((model) => model.loaded === false)
  const small = models.flatMap(checkWindow)
  return [...(isCold ? [cold] : []), ...small.slice(0, maxSmall), ...more(small.length - maxSmall)]
}

/** Most models whose window is told one by one. */
const maxSmall = 5

function more(count: number): readonly Finding[] {
  if (count <= 0) return []
  return [{ code: 'window.small', severity: 'advice', message: `So it is with ${count} more of its models.` }]
}

const cold: Finding = {
  code: 'models.cold',
  severity: 'note',
  message: 'No model is in memory: the first answer waits until one is loaded.',
  mend: 'Nothing to do, or load one beforehand, and ask again: its window may be known only then.',
}

/** vLLM tells no length that its model was made for, so that its window is never judged. */
function checkWindow({ id, context_tokens, trained_context_tokens }: ModelInfo): readonly Finding[] {
  if (context_tokens === undefined || trained_context_tokens === undefined) return []
  if (context_tokens >= smallWindow || context_tokens >= trained_context_tokens) return []
  const message = `${id} has a window of ${context_tokens} tokens, and was made for ${trained_context_tokens}: longer conversations do not fit.`
  const mend = 'Raise it: `context_length` on Ollama, -c on llama-server.'
  return [{ code: 'window.small', severity: 'advice', message, mend }]
}
