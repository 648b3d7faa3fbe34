import { readFile } from 'node:fs/promises'

import { httpServer } from '@venom/core/testing'
import { expect, test } from 'vitest'

import { createTransport } from '../adapter/transport.js'
import { type AdapterPlaces, readPlaces, requestsInWork } from './metrics.js'

const gauges = (running: string, waiting: string): string =>
  [
    '# HELP vllm:num_requests_running Number of requests in model execution batches.',
    running,
    waiting,
    'vllm:num_requests_waiting_by_reason{engine="0",model_name="pico",reason="capacity"} 7.0',
    '',
  ].join('\n')

test('C05: what runs and what waits count, over all engines', () => {
  const metrics = gauges(
    'vllm:num_requests_running{engine="0",model_name="pico"} 1.0\nvllm:num_requests_running{engine="1",model_name="pico"} 2.0',
    'vllm:num_requests_waiting{engine="0",model_name="pico"} 4.0',
  )
  expect(requestsInWork(metrics)).toBe(7)
})

test('C05: metrics that are switched off tell nothing', () => {
  expect(requestsInWork('')).toBeNull()
  expect(requestsInWork(gauges('', ''))).toBeNull()
  expect(requestsInWork('<h1>It works!</h1>')).toBeNull()
})

test('the places for adapters, and those that were let go, are read from what a server said', async () => {
  expect(await placesOf('metrics-after-unload.txt')).toEqual({ all: 8, isAwaited: false, letGo: 1 })
})

test('a server that was asked nothing yet will tell its places later', async () => {
  expect(await placesOf('metrics.txt')).toEqual({ all: null, isAwaited: true, letGo: 0 })
})

async function placesOf(file: string): Promise<AdapterPlaces> {
  const metrics = await readFile(new URL(`../__fixtures__/vllm/${file}`, import.meta.url))
  await using server = await httpServer((_request, reply) => reply.end(metrics))
  const transport = createTransport({ url: server.url })
  const places = await readPlaces(transport, undefined)
  await transport.close()
  return places
}
