import { expect, test } from 'vitest'

import { unknownModel } from './unknown-model.js'

test('C06: an unknown model is told with those that are there', () => {
  expect(unknownModel('This server', 'nova', ['pico', 'iskra'], 'Pull it.')).toMatchObject({
    code: 'model.unknown',
    message: 'This server has no model “nova”. It has: pico, iskra. Pull it.',
    details: { model: 'nova', models: ['pico', 'iskra'] },
  })
  expect(unknownModel('This server', 'nova', [], 'Pull it.').message).toContain('It has: none. Pull it.')
})

test('C06: a server with many long and hostile names makes no long and hostile error', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `\u001b[31m${index}${'x'.repeat(1_000)}`)
  const { message, details } = unknownModel('This server', `\u001b${'y'.repeat(1_000)}`, names, 'Pull it.')

  expect(message.length).toBeLessThan(5_000)
  expect(JSON.stringify(details).length).toBeLessThan(5_000)
  expect(message).not.toContain('\u001b')
  expect(JSON.stringify(details)).not.toContain(String.raw`\u001b`)
  expect(details['model']).toBe('y'.repeat(200))
  expect(message).toContain(', and 9980 more. Pull it.')
})
