import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { catalogue, composeSchema, manifestSource, parseManifest } from '@venom/core'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'

import { startServer } from '../examples/server/src/server.js'
import { errorsPage } from '../scripts/docs/errors.mjs'
import { withExamples } from '../scripts/docs/readme.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

test('P05: README.md is what `npx node scripts/docs/readme.mjs` makes of it', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  expect(readme).toBe(await withExamples(readme))
})

test('P05: docs/errors.md is what `npx node scripts/docs/errors.mjs` writes', async () => {
  expect(await readFile(join(root, 'docs/errors.md'), 'utf8')).toBe(errorsPage())
})

test('P05: every link between the documents leads somewhere', async () => {
  const broken: string[] = []
  for await (const file of glob(['README.md', 'docs/**/*.md', 'bench/*.md', 'packages/*/README.md'], { cwd: root })) {
    const text = await readFile(join(root, file), 'utf8')
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
      if (!existsSync(join(root, dirname(file), target))) broken.push(`${file}: ${target}`)
    }
  }
  expect(broken).toEqual([])
})

test('T04, P05: the manifest of docs/manifest.md does what stands below it', async () => {
  const page = await readFile(join(root, 'docs/manifest.md'), 'utf8')
  const source = manifestSource(parseManifest(JSON.parse(/```json\n([\s\S]+?)```/.exec(page)?.[1] ?? '')))
  const { patch = {}, layers } = source.read({ runtime: 'gpu2', model: 'qwen3:8b' }, null)

  const { temperature, max_tokens } = composeSchema(catalogue, patch)
  expect(temperature).toMatchObject({ min: 0, max: 1, default: 0.6, label: 'Temperature' })
  expect(max_tokens).toMatchObject({ min: 512, max: 8192, warn: 'It thinks before it answers: leave it room.' })
  expect(layers).toEqual([
    { name: 'manifest', standing: 'assumed', values: { top_p: 0.95 } },
    { name: 'manifest', standing: 'set', values: { repeat_penalty: 1.05, stop: ['<|im_end|>'] } },
  ])
  expect(source.read({ runtime: 'ollama', model: 'Qwen3' }, null)).toEqual({
    layers: [{ name: 'manifest', standing: 'set', values: { repeat_penalty: 1.05 } }],
  })
})

test('P05: an answer is streamed as the README says', async () => {
  expect(await example('stream-an-answer')).toMatch(/^My name is Pico\.\nstop, first token after [\d.]+ ms\n$/)
})

test('P05: what is honoured is told as the README says', async () => {
  const output = await example('ask-what-is-honoured')
  expect(output).toContain('sent temperature as temperature = 1.2')
  expect(output).toMatch(/^dropped mirostat /m)
})

test('P05: values are validated and resolved as the README says', async () => {
  const output = await example('validate-and-resolve')
  expect(output).toContain('temperature parameter.max')
  expect(output).toContain('0.2 by override; a reset brings 0.8')
})

test('P05: chat and tuning are one page as the README says', async () => {
  const { Page } = await import('../examples/first-steps/src/tune-and-chat.js')
  const html = renderToString(createElement(Page))
  expect(html).toContain('data-slot="composer"')
  expect(html).toContain('data-slot="skeleton"')
  expect(html).not.toContain('data-slot="notice"')
})

test('P05: a chat is kept as the README says', async () => {
  const model = join(root, 'examples/server/model/pico.gguf')
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    database: ':memory:',
    model,
    runtimes: [],
  })
  const output = await example('keep-a-chat', server.url).finally(() => server.close({ waitMs: 0 }))

  expect(output).toMatch(/^My\b/)
  expect(output).toContain('What is your name? — My name is Pico. (6 tokens)')
})

async function example(name: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [`examples/first-steps/dist/${name}.js`, ...args], { cwd: root })
  return stdout
}
