import { VenomError } from '@venom/core'

import { ask } from '../adapter/ask.js'
import type { Transport } from '../adapter/transport.js'

/** The engine's places for adapters, as far as the metrics tell. */
export interface AdapterPlaces {
  /** How many there are (`--max-loras`); null where that is not told. */
  readonly all: number | null
  /** It will be told after the first answer, as until then the engine has nothing to tell of. */
  readonly isAwaited: boolean
  /** How many adapters were let go since the server was started, by whomever; null where that is not told. */
  readonly letGo: number | null
}

/** How many requests the server works on or holds in its queue; null where its metrics do not say. */
export function requestsInWork(metrics: string): number | null {
  const running = sumOf(metrics, 'vllm:num_requests_running')
  const waiting = sumOf(metrics, 'vllm:num_requests_waiting')
  return running === null || waiting === null ? null : running + waiting
}

/** Tells whether the engine was started with room for adapters (`--enable-lora`): the metric is named from the start. */
export function tellsOfAdapters(metrics: string): boolean {
  return metrics.includes('# HELP vllm:lora_requests_info ')
}

/** Tells whether the engine sleeps, which it does only when it is told to. */
export function isAsleep(metrics: string): boolean {
  return sumOf(metrics, 'vllm:engine_sleep_state', 'sleep_state="awake"') === 0
}

/** Asks for the places for adapters. Metrics that cannot be read tell of none. @throws {VenomError} `runtime.cancelled`, `runtime.closed`. */
export async function readPlaces(transport: Transport, signal: AbortSignal | undefined): Promise<AdapterPlaces> {
  try {
    const { status, text } = await ask(transport, 'GET', '/metrics', signal === undefined ? {} : { signal })
    return toPlaces(status === 200 ? text : '')
  } catch (thrown) {
    if (signal?.aborted === true || VenomError.is(thrown, 'runtime.closed')) throw thrown
    return toPlaces('')
  }
}

/** The places for adapters, as far as these metrics tell. */
export function toPlaces(metrics: string): AdapterPlaces {
  const all = /^vllm:lora_requests_info\{[^}\n]*\bmax_lora="(\d+)"/m.exec(metrics)?.[1]
  const unloads = 'handler="/v1/unload_lora_adapter",method="POST",status="2xx"'
  const isCounted = sumOf(metrics, 'http_requests_total') !== null
  return {
    all: all === undefined ? null : Number(all),
    isAwaited: all === undefined && tellsOfAdapters(metrics),
    letGo: isCounted ? (sumOf(metrics, 'http_requests_total', unloads) ?? 0) : null,
  }
}

/** The sum of a metric over all engines, of those of its lines that have these labels. */
function sumOf(metrics: string, name: string, labels = ''): number | null {
  let sum: number | null = null
  for (const line of metrics.split('\n')) {
    if (!line.startsWith(name) || !/^[{ ]/.test(line.slice(name.length)) || !line.includes(labels)) continue
    const value = Number(line.slice(line.lastIndexOf(' ') + 1))
    if (Number.isFinite(value)) sum = (sum ?? 0) + value
  }
  return sum
}
