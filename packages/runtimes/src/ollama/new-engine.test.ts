import { expect, onTestFinished, test } from 'vitest'

import { servedOllama } from '../__fixtures__/served-ollama.js'
import { ollamaKind } from './ollama.js'

test('T09: a host that names no kind can tell an old Ollama’s own engine, which knows no penalties', async () => {
  expect(await namesOf({})).toContain('repeat_penalty')
  expect(await namesOf({ newEngine: true })).not.toContain('repeat_penalty')
})

test('C09: an option that Ollama has not is refused with the one that there is', () => {
  expect(() => ollamaKind.open({ url: 'http://127.0.0.1:1', options: { engine: 'new' } })).toThrow(
    expect.objectContaining({ code: 'runtime.bad_option', message: expect.stringContaining('newEngine') }),
  )
})

async function namesOf(options: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const server = await servedOllama('0.24.0')
  const runtime = ollamaKind.open({ url: server.url, options })
  onTestFinished(async () => {
    await runtime.close()
    await server.close()
  })
  return Object.keys((await runtime.parameters('pico:latest')).schema)
}
