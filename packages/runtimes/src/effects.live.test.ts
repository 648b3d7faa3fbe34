import { fileURLToPath } from 'node:url'

import type { Runtime } from '@venom/core'
import { beforeAll, expect, test } from 'vitest'

import { startLlamaServer } from '../../../tests/live/llama-server.js'
import { tinyModel } from '../../../tests/live/tiny-model.js'
import { effects, measureEffects, type MeasuredEffect } from './conformance.js'
import { embedded } from './embedded/embedded.js'
import { llamaCpp } from './llama-cpp/llama-cpp.js'

let llamaRows: readonly MeasuredEffect[]
let embeddedRows: readonly MeasuredEffect[]
let version: string | null

beforeAll(async () => {
  await using server = await startLlamaServer()
  const ours = llamaCpp({ url: server.url })
  llamaRows = await measureEffects(ours, 'pico')
  version = await versionOf(ours)
  await ours.close()

  const inProcess = embedded({ modelPath: tinyModel, name: 'pico' })
  embeddedRows = await measureEffects(inProcess, 'pico')
  await inProcess.close()
})
test('T12: every parameter that llama-server takes changes its answer as it should', () => {
  expect(llamaRows.filter(isWithoutEffect)).toEqual([])
  expect(namesOf(llamaRows, 'proven')).toEqual(Object.keys(effects))
})

test('T12: every parameter that the embedded model takes changes its answer as it should, the others are dropped', () => {
  const proven = namesOf(embeddedRows, 'proven')

  expect(embeddedRows.filter(isWithoutEffect)).toEqual([])
  expect(proven).toEqual(
    expect.arrayContaining(['temperature', 'max_tokens', 'top_p', 'top_k', 'min_p', 'seed', 'stop']),
  )
  expect(proven.length + namesOf(embeddedRows, 'dropped').length).toBe(Object.keys(effects).length)
})

test('T13: the table in docs/parameters.md is what this run showed', async () => {
  expect(version).toMatch(/^b\d+/)

  await expect(page()).toMatchFileSnapshot(fileURLToPath(new URL('../../../docs/parameters.md', import.meta.url)))
})

/** The page. `vitest run --config vitest.live.config.ts packages/runtimes/src/effects.live.test.ts -u` writes it. */
function page(): string {
  const rows = llamaRows.map((row, index) => {
    const other = embeddedRows[index]
    const proves = Object.entries(effects).find(([name]) => name === row.name)?.[1].proves ?? ''
    return `| \`${row.name}\` | ${proves} | ${cell(row)} | ${other === undefined ? '' : cell(other)} |`
  })
  return [
    '# What each parameter does, shown on real models',
    '',
    'Made by a live run, not written: each parameter was asked for on the tiny model with and without, everything else alike,',
    'and the answers were compared. A name in a cell is the one it was sent under, and that its effect was seen; a dash is a',
    'parameter that the runtime cannot honour and reports as dropped. `packages/runtimes/src/conformance/effects.ts` has the',
    'questions and values, `packages/runtimes/src/effects.live.test.ts` compares this page with every new run.',
    '',
    '| parameter | what was seen | llama-server | embedded |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function cell({ outcome, wireName }: MeasuredEffect): string {
  if (outcome === 'dropped') return '—'
  return outcome === 'proven' ? `\`${wireName}\`` : `\`${wireName}\`, without effect`
}

function isWithoutEffect({ outcome }: MeasuredEffect): boolean {
  return outcome === 'no-effect'
}

function namesOf(rows: readonly MeasuredEffect[], outcome: MeasuredEffect['outcome']): readonly string[] {
  return rows.filter((row) => row.outcome === outcome).map(({ name }) => name)
}

async function versionOf(runtime: Runtime): Promise<string | null> {
  const health = await runtime.health()
  return health.state === 'ready' ? health.server.version : null
}
