import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'

import type { RuntimeKind } from '@venom/core'
import { httpServer } from '@venom/core/testing'
import { expect, test } from 'vitest'

import { holding, servedOllama } from '../__fixtures__/served-ollama.js'
import { llamaCppKind } from '../llama-cpp/llama-cpp.js'
import { ollamaKind } from '../ollama/ollama.js'
import { vllmKind } from '../vllm/vllm.js'
import { helpText } from './arguments.js'
import { runCommand } from './run-command.js'

// Only what a test starts is there: the machine may have servers of its own.
const kinds: readonly RuntimeKind[] = [ollamaKind, vllmKind, llamaCppKind].map((kind) => ({
  ...kind,
  usualPorts: [],
  find: async () => [],
}))

test('C09: a server that answers is told on stdout, and all is well', async () => {
  await using server = await servedOllama(
    '0.34.4',
    undefined,
    holding('pico:latest', () => 1024),
  )

  const { status, stdout, stderr } = await run(['doctor', server.url])

  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain(`${server.url}  Ollama 0.34.4 · ready\n`)
})

test('C09: a problem is told by the exit status, as text and as JSON', async () => {
  const asText = await run(['doctor', 'ftp://box'])
  const asJson = await run(['doctor', 'ftp://box', '--json'])

  expect([asText.status, asJson.status]).toEqual([1, 1])
  expect(asText.stdout).toContain('✗ “ftp://box” is no address of a server. Write it as http://host:port.\n')
  expect(JSON.parse(asJson.stdout)).toMatchObject({
    runtimes: [{ url: 'ftp://box', findings: [{ code: 'address.bad' }] }],
  })
})

test('C09: no server on this machine is a problem, and the ports that were looked at are named', async () => {
  const found = await run(['doctor'], {}, [{ ...ollamaKind, usualPorts: [9], find: async () => [] }])

  expect(found).toEqual({
    status: 1,
    stdout: 'No server is on the usual ports of this machine: Ollama (9).\nStart one, or give its address.\n',
    stderr: '',
  })
  expect(JSON.parse((await run(['doctor', '--json'])).stdout)).toEqual({ runtimes: [] })
})

test('C09: a key is sent to the address that is given', async () => {
  const keys = new Set<unknown>()
  await using server = await listening(keys)

  await run(['doctor', server.url], { VENOM_KEY: 'secret' })

  expect(keys).toEqual(new Set(['Bearer secret']))
})

test('C09: without an address no server of this machine is sent the key, and that is said', async () => {
  const keys = new Set<unknown>()
  await using server = await listening(keys)
  const here = kinds.map((kind) => ({ ...kind, usualPorts: [Number(new URL(server.url).port)] }))

  const { stderr } = await run(['doctor'], { VENOM_KEY: 'secret' }, here)

  expect(keys).toEqual(new Set([undefined]))
  expect(stderr).toContain('VENOM_KEY is not used')
})

test('help is no error, and a wrong command one that stdout does not tell', async () => {
  expect(await run(['--help'])).toEqual({ status: 0, stdout: helpText, stderr: '' })
  expect(await run(['docter'])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('“docter”') })
})

async function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}, among = kinds) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const status = await runCommand({ kinds: among, argv, env, stdout, stderr })
  stdout.end()
  stderr.end()
  return { status, stdout: await text(stdout), stderr: await text(stderr) }
}

/** A server that keeps the keys that it is shown. */
function listening(keys: Set<unknown>) {
  return httpServer((request, reply) => {
    keys.add(request.headers.authorization)
    reply.end('{}')
  })
}
