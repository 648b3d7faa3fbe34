import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { build } from 'vite'
import { expect, test } from 'vitest'

import { tinyModel } from '../../../../tests/live/tiny-model.js'

const script = `
import { embedded, embeddedKind } from './embedded.mjs'
const modelPath = process.argv[2]
const runtime = embedded({ modelPath, name: 'pico' })
const chat = runtime.chat({ model: 'pico', messages: [{ role: 'user', content: 'Hi' }] })
const thrown = await Array.fromAsync(chat).catch(({ code, message }) => ({ code, message }))
const health = await runtime.health()
const found = await embeddedKind({ modelPath }).find()
await runtime.close()
console.log(JSON.stringify({ thrown, health, found }))
`

test('without the optional package it says what to install, in a process of its own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'venom-bare-'))
  await bundle(folder)
  await writeFile(join(folder, 'main.mjs'), script)

  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'main.mjs'), tinyModel], { cwd: folder })
  await rm(folder, { recursive: true })

  const message = 'The embedded engine is not installed. Run: npm install node-llama-cpp@3.21.1'
  expect(JSON.parse(stdout)).toEqual({
    thrown: { code: 'embedded.not_installed', message },
    health: { state: 'not-installed', code: 'embedded.not_installed', hint: message },
    found: [],
  })
})

/** Puts the adapter, without the optional package, into a folder that has no node_modules above it. */
async function bundle(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'silent',
    root: folder,
    ssr: { noExternal: true, external: ['node-llama-cpp'], resolve: { conditions: ['@venom/source', 'node'] } },
    build: {
      ssr: fileURLToPath(new URL('./embedded.ts', import.meta.url)),
      outDir: folder,
      rollupOptions: { output: { entryFileNames: 'embedded.mjs' } },
    },
  })
}
