import { PassThrough } from 'node:stream'

import { expect, test } from 'vitest'

import type { Diagnosis } from '../doctor/diagnose.js'
import { printDiagnosis } from './print-diagnosis.js'

const well: Diagnosis = {
  url: 'http://127.0.0.1:11434',
  kind: 'ollama',
  label: 'Ollama',
  health: { state: 'ready', server: { kind: 'ollama', version: '0.34.4', capabilities: ['tools', 'load'] } },
  models: [
    {
      id: 'pico:latest',
      quantization: 'F16',
      size_bytes: 4_831_838_208,
      context_tokens: 4096,
      trained_context_tokens: 131_072,
      loaded: true,
    },
    { id: 'iskra', adapter_of: 'pico', loaded: false },
  ],
  findings: [],
}

test('C09: what is there is told in lines that a person reads', () => {
  expect(print(well)).toBe(
    [
      'http://127.0.0.1:11434  Ollama 0.34.4 · ready',
      '  can: tools, load',
      '  model: pico:latest  F16, 4.50 GiB, window 4096 of 131072, in memory',
      '  model: iskra  adapter of pico, not in memory',
      '  ✓ Nothing to mend.',
      '',
    ].join('\n'),
  )
})

test('C09: what is to be mended stands below, with what to do', () => {
  const health = { state: 'unreachable', code: 'runtime.unreachable', hint: 'Nobody.' } as const
  const finding = { code: 'server.absent', severity: 'problem', message: 'Nobody.', mend: 'Start it.' } as const

  expect(print({ ...well, kind: null, label: null, health, models: [], findings: [finding] })).toBe(
    ['http://127.0.0.1:11434  nothing known · unreachable', '  ✗ Nobody.', '    → Start it.', ''].join('\n'),
  )
})

test('more models than a screen holds are counted', () => {
  const models = Array.from({ length: 30 }, (_, index) => ({ id: `model-${index}` }))

  const lines = print({ ...well, models }).split('\n')

  expect(lines).toContain('  model: model-11')
  expect(lines).toContain('  … and 18 more')
  expect(lines).not.toContain('  model: model-12')
})

test('what a server says cannot reach into the terminal', () => {
  const printed = print({ ...well, models: [{ id: 'evil\u001b[2J\u0007\r\nmodel\u009b31m\u202ebackwards' }] })

  expect(printed).toContain('  model: evil [2J model 31m backwards')
})

/** As it goes into a file: without colours. */
function print(diagnosis: Diagnosis): string {
  return printDiagnosis(diagnosis, { stream: new PassThrough() })
}
