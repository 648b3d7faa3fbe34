import { once } from 'node:events'
import { text } from 'node:stream/consumers'

import { httpServer } from '@venom/core/testing'
import { expect, test } from 'vitest'

import { runMain, startMain } from '../__fixtures__/run-main.js'
import { servedOllama } from '../__fixtures__/served-ollama.js'

test('C09: the program finds an Ollama where OLLAMA_HOST says that it is', async () => {
  await using server = await servedOllama('0.34.4')

  const { stdout } = await runMain(['doctor'], { OLLAMA_HOST: new URL(server.url).host })

  expect(stdout).toContain(`${server.url}  Ollama 0.34.4 · ready\n`)
})

test('C09: the program ends by itself, with the status of what it saw', async () => {
  await using server = await servedOllama('0.34.4')

  expect(await runMain(['doctor', server.url])).toMatchObject({ status: 0 })
  expect(await runMain(['doctor', 'http://127.0.0.1:9'])).toMatchObject({ status: 1 })
  expect(await runMain(['docter'])).toMatchObject({ status: 2, stdout: '' })
})

test('C09: the program ends well where nobody reads what it prints', async () => {
  await using server = await servedOllama('0.34.4')

  const program = startMain(['doctor', server.url, '--json'])
  program.stdout.destroy()
  const [stderr, ended] = await Promise.all([text(program.stderr), once(program, 'exit')])

  expect([stderr, ended]).toEqual(['', [0, null]])
})

test('C09: the program is ended by Ctrl-C without a word', async () => {
  const asked = Promise.withResolvers<void>()
  await using silent = await httpServer(() => asked.resolve())

  const program = startMain(['doctor', silent.url])
  await asked.promise
  program.kill('SIGINT')
  const [stdout, stderr, ended] = await Promise.all([text(program.stdout), text(program.stderr), once(program, 'exit')])

  // A shell tells that as 130.
  expect([stdout, stderr, ended]).toEqual(['', '', [null, 'SIGINT']])
})

test('C09: the program says that Node.js is too old, and does not take that for a server that is away', async () => {
  const { status, stdout, stderr } = await runMain(['doctor', 'http://127.0.0.1:9'], {}, node20)

  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain('This command needs Node.js 22.19 or newer, and this is 20.20.2. Update Node.js.\n')
})

/** What Node.js 20 lacks, and how it calls itself. */
const node20 = `
  delete Promise.withResolvers
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })
`
