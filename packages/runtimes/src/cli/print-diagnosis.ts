import { styleText } from 'node:util'

import type { ModelInfo } from '@venom/core'

import { plainText } from '../adapter/plain-text.js'
import type { Diagnosis } from '../doctor/diagnose.js'
import type { Finding } from '../doctor/finding.js'

/** Where the text goes: a terminal that shows colours gets them, unless NO_COLOR is set. */
export interface PrintOptions {
  readonly stream: NodeJS.WritableStream
}

type Style = Parameters<typeof styleText>[0]

const marks: Readonly<Record<Finding['severity'], readonly [mark: string, style: Style]>> = {
  problem: ['✗', 'red'],
  advice: ['!', 'yellow'],
  note: ['·', 'dim'],
}

/** Most models that are listed; the rest is counted. */
const maxModels = 12

/** A diagnosis for people: one head line, what it can do, its models, then what to mend. */
export function printDiagnosis(diagnosis: Diagnosis, { stream }: PrintOptions): string {
  const paint = (style: Style, text: string): string => styleText(style, text, { stream })
  const { url, label, health, models, findings } = diagnosis
  const server = health.state === 'ready' ? health.server : null
  const name = [label ?? 'nothing known', server?.version, server?.engine].filter(Boolean).join(' ')
  const state = paint(health.state === 'ready' ? 'green' : 'red', health.state)
  const lines = [`${paint('bold', plainText(url))}  ${plainText(name)} · ${state}`]
  if (server !== null && server.capabilities.length > 0) lines.push(`  can: ${server.capabilities.join(', ')}`)
  lines.push(...models.slice(0, maxModels).map((model) => `  model: ${plainText(describe(model))}`))
  if (models.length > maxModels) lines.push(`  … and ${models.length - maxModels} more`)
  for (const { severity, message, mend } of findings) {
    const [mark, style] = marks[severity]
    lines.push(`  ${paint(style, mark)} ${plainText(message)}`)
    if (mend !== undefined) lines.push(`    → ${plainText(mend)}`)
  }
  if (health.state === 'ready' && findings.length === 0) lines.push(`  ${paint('green', '✓')} Nothing to mend.`)
  return `${lines.join('\n')}\n`
}

function describe(model: ModelInfo): string {
  const { id, quantization, size_bytes, context_tokens, trained_context_tokens, adapter_of, loaded } = model
  const facts = [
    adapter_of === undefined ? undefined : `adapter of ${adapter_of}`,
    quantization,
    size_bytes === undefined ? undefined : `${(size_bytes / 2 ** 30).toFixed(2)} GiB`,
    context_tokens === undefined ? undefined : `window ${context_tokens}${ofTrained(trained_context_tokens)}`,
    loaded === undefined ? undefined : loaded ? 'in memory' : 'not in memory',
  ]
  return [id, facts.filter((fact) => fact !== undefined).join(', ')].filter((part) => part !== '').join('  ')
}

function ofTrained(tokens: number | undefined): string {
  return tokens === undefined ? '' : ` of ${tokens}`
}
