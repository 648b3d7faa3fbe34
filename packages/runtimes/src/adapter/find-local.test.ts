import type { Health, OpenOptions, Runtime } from '@venom/core'
import { httpServer } from '@venom/core/testing'
import { expect, onTestFinished, test } from 'vitest'

import { llamaCpp } from '../llama-cpp/llama-cpp.js'
import { findLocal } from './find-local.js'

const starting = { error: { code: 503, type: 'unavailable_error', message: 'Loading model' } }

test('C09: a server at a usual port is opened, the first port under the name of its kind', async () => {
  const [first, second] = [await startingServer(), await startingServer()]

  const found = await findLocal({ kind: 'llama-cpp', ports: [first, second], open: llamaCpp })

  expect(found.map(({ id }) => id)).toEqual(['llama-cpp', `llama-cpp-${second}`])
  await Promise.all(found.map((runtime) => runtime.close()))
})

test('C09: what is open already, by whichever name, is not opened again', async () => {
  const port = await startingServer()

  const found = await findLocal(
    { kind: 'llama-cpp', ports: [port], open: llamaCpp },
    { except: [`http://localhost:${port}/`] },
  )

  expect(found).toEqual([])
})

test('C09: what is nothing of this kind is closed again', async () => {
  const closed: string[] = []
  const open = (options: OpenOptions): Runtime => ({
    ...llamaCpp(options),
    close: async () => void closed.push(options.url),
  })

  const found = await findLocal({ kind: 'llama-cpp', ports: [1], open })

  expect(found).toEqual([])
  expect(closed).toEqual(['http://127.0.0.1:1', 'http://[::1]:1'])
})

test('C09: a server that listens on the IPv6 of this machine alone is found there', async () => {
  const health = (url: string): Health => {
    const state = url.startsWith('http://[::1]') ? 'starting' : 'unreachable'
    return { state, code: `runtime.${state}`, hint: '' }
  }
  const open = (options: OpenOptions): Runtime => ({
    ...llamaCpp(options),
    health: async () => health(options.url),
  })

  const found = await findLocal({ kind: 'llama-cpp', ports: [8080, 8081], open })

  expect(found.map(({ id, url }) => [id, url])).toEqual([
    ['llama-cpp', 'http://[::1]:8080'],
    ['llama-cpp-8081', 'http://[::1]:8081'],
  ])
})

test('C09: a search that is given up finds nothing and does not throw', async () => {
  const port = await startingServer()
  const local = { kind: 'llama-cpp', ports: [port], open: llamaCpp }

  expect(await findLocal(local, { signal: AbortSignal.abort() })).toEqual([])
})

/** The port of something that answers as a llama-server which loads its model. */
async function startingServer(): Promise<number> {
  const server = await httpServer((_request, reply) => void reply.writeHead(503).end(JSON.stringify(starting)))
  onTestFinished(() => server.close())
  return Number(new URL(server.url).port)
}
