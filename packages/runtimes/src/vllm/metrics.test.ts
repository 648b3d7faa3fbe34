import { expect, test } from 'vitest'

import { requestsInWork } from './metrics.js'

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
