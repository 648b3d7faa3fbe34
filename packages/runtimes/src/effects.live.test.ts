import { fileURLToPath } from 'node:url'

import type { Runtime } from '@venom/core'
import { beforeAll, describe, expect, test } from 'vitest'

import { startLlamaServer } from '../../../tests/live/llama-server.js'
import { type OllamaVersion, startOllama } from '../../../tests/live/ollama.js'
import { tinyModel } from '../../../tests/live/tiny-model.js'
import { startVllm } from '../../../tests/live/vllm.js'
import { effects, measureEffects, type MeasuredEffect } from './conformance.js'
import { embedded } from './embedded/embedded.js'
import { llamaCpp } from './llama-cpp/llama-cpp.js'
import { ollama } from './ollama/ollama.js'
import { vllm } from './vllm/vllm.js'

/** One column of the table: a runtime, by version where the testbed pins one, and its engine where it has several. */
interface Column {
  readonly title: string
  readonly measure: () => Promise<readonly MeasuredEffect[]>
}

const columns: readonly Column[] = [
  { title: 'llama-server', measure: onLlamaServer },
  { title: 'embedded', measure: () => measured(embedded({ modelPath: tinyModel, name: 'pico' }), 'pico') },
  { title: 'Ollama 0.34.4, llama-server', measure: () => onOllama('0.34.4') },
  {
    title: 'Ollama 0.34.4, llama-server by its own chat template',
    measure: () => onOllama('0.34.4', { OLLAMA_GO_TEMPLATE: 'false' }),
  },
  { title: 'Ollama 0.34.0, llama-server', measure: () => onOllama('0.34.0') },
  { title: 'Ollama 0.24.0, llama.cpp', measure: () => onOllama('0.24.0') },
  { title: 'Ollama 0.24.0, its own engine', measure: () => onOllama('0.24.0', { OLLAMA_NEW_ENGINE: '1' }) },
  { title: 'vLLM 0.32.0', measure: onVllm },
]

const rows = new Map<string, readonly MeasuredEffect[]>()
const names = Object.keys(effects)

describe.each(columns)('$title', ({ title, measure }) => {
  beforeAll(async () => {
    rows.set(title, await measure())
  }, 600_000)

  test('T12: every parameter that it takes changes its answer as it should', () => {
    const seen = rows.get(title) ?? []

    expect(seen.filter(({ outcome }) => outcome === 'no-effect')).toEqual([])
    expect(seen.map(({ name }) => name)).toEqual(names)
    expect(namesOf(seen, 'proven')).toEqual(
      expect.arrayContaining(['temperature', 'max_tokens', 'top_p', 'top_k', 'min_p', 'seed', 'stop']),
    )
  })

  test('T13: every other one is dropped, and why is said', () => {
    const seen = rows.get(title) ?? []
    const dropped = seen.filter(({ outcome }) => outcome === 'dropped')

    expect(dropped.filter(({ evidence }) => !/^`\w+` .+\.$/.test(evidence))).toEqual([])
    expect(namesOf(seen, 'proven').length + dropped.length).toBe(names.length)
  })
})

test('T12: between them the runtimes honour every parameter', () => {
  const proven = new Set([...rows.values()].flatMap((seen) => namesOf(seen, 'proven')))

  expect(names.filter((name) => !proven.has(name))).toEqual([])
})

test('T13: the tables in docs/parameters.md are what this run showed', async () => {
  await expect(page()).toMatchFileSnapshot(fileURLToPath(new URL('../../../docs/parameters.md', import.meta.url)))
})

async function onLlamaServer(): Promise<readonly MeasuredEffect[]> {
  await using server = await startLlamaServer()
  return await measured(llamaCpp({ url: server.url }), 'pico')
}

async function onOllama(
  version: OllamaVersion,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly MeasuredEffect[]> {
  await using server = await startOllama({ version, env })
  const newEngine = 'OLLAMA_NEW_ENGINE' in env
  return await measured(ollama({ url: server.url, newEngine }), 'pico:latest')
}

async function onVllm(): Promise<readonly MeasuredEffect[]> {
  await using server = await startVllm()
  return await measured(vllm({ url: server.url }), 'pico')
}

async function measured(runtime: Runtime, model: string): Promise<readonly MeasuredEffect[]> {
  try {
    return await measureEffects(runtime, model)
  } finally {
    await runtime.close()
  }
}

/** The page. `vitest run --config vitest.live.config.ts packages/runtimes/src/effects.live.test.ts -u` writes it. */
function page(): string {
  return [
    '# What each parameter does, shown on real models',
    '',
    'Made by a live run, not written: each parameter was asked for on the tiny model with and without, everything else alike,',
    'and the answers were compared. A name in a cell is the one it was sent under, and that its effect was seen; a dash is a',
    'parameter that the runtime cannot honour and reports as dropped, with the reason below. After the comma stands the engine',
    'inside. `packages/runtimes/src/conformance/effects.ts` has the questions and values,',
    '`packages/runtimes/src/effects.live.test.ts` compares this page with every new run. Not run: models of an Ollama in safetensors',
    '(its engine MLX, on Apple’s processors); what is offered for them is from its source.',
    '',
    table(['parameter', 'what was seen', ...columns.map(({ title }) => title)], names.map(toRow)),
    '',
    '## Why some are dropped',
    '',
    table(
      ['runtime', 'reason', 'parameters'],
      columns.flatMap(({ title }) => [...reasonsOf(title)].map(([reason, of]) => [title, reason, of.join(', ')])),
    ),
    '',
  ].join('\n')
}

function toRow(name: string): readonly string[] {
  const proves = Object.entries(effects).find(([known]) => known === name)?.[1].proves ?? ''
  const cells = columns.map(({ title }) => cell(rows.get(title)?.find((row) => row.name === name)))
  return [`\`${name}\``, proves, ...cells]
}

function cell(row: MeasuredEffect | undefined): string {
  if (row === undefined || row.outcome === 'dropped') return '—'
  return row.outcome === 'proven' ? `\`${row.wireName}\`` : `\`${row.wireName}\`, without effect`
}

/** The parameters of each reason, without their own names in it. */
function reasonsOf(title: string): ReadonlyMap<string, readonly string[]> {
  const reasons = new Map<string, string[]>()
  for (const { name, outcome, evidence } of rows.get(title) ?? []) {
    if (outcome !== 'dropped') continue
    const reason = evidence.replace(/^`\w+` /, '').replace(/\.$/, '')
    reasons.set(reason, [...(reasons.get(reason) ?? []), `\`${name}\``])
  }
  return reasons
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function namesOf(seen: readonly MeasuredEffect[], outcome: MeasuredEffect['outcome']): readonly string[] {
  return seen.filter((row) => row.outcome === outcome).map(({ name }) => name)
}
