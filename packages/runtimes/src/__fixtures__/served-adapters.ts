import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'

import { httpServer } from '@venom/core/testing'
import { onTestFinished } from 'vitest'

import { isObject, tryParse } from '../adapter/read-json.js'
import { vllm, type VllmOptions } from '../vllm/vllm.js'

const noRoute = '{"detail":"Not Found"}'
const notFound = readFileSync(new URL('vllm/adapter-unknown.json', import.meta.url), 'utf8')

/** How such a server differs from one that has eight places and tells all. */
export interface AdapterFaults {
  /** How many places its metrics tell; null for none. */
  readonly places?: number | null
  /** Nobody asked it anything yet, so that its metrics tell no places. */
  readonly isUnasked?: boolean
  readonly takesAdapters?: boolean
  /** Its `/metrics` is not there for us, as behind a proxy that passes only `/v1`. */
  readonly hidesMetrics?: boolean
  /** Its `/metrics` breaks off before it says anything. */
  readonly breaksMetrics?: boolean
}

/** What loads from where are refused with. */
export type Refusal = readonly [pathPrefix: string, status: number, reply: string | undefined]

/** A server that keeps adapters as vLLM does, with a log of what changed them. */
export async function openWithAdapters(options: VllmOptions = {}, faults: AdapterFaults = {}) {
  const { places = 8, isUnasked = false, takesAdapters = true, hidesMetrics = false, breaksMetrics = false } = faults
  const held = new Map<string, string>()
  const log: string[] = []
  let letGo = 0
  let isAsked = !isUnasked
  let refusal: Refusal | null = null
  let gate: Promise<void> = Promise.resolve()

  const server = await httpServer(async (request, reply) => {
    const parsed = tryParse(await text(request))
    const { lora_name: name, lora_path: path, model: asked } = isObject(parsed) ? parsed : {}
    switch (`${request.method} ${request.url}`) {
      case 'GET /version':
        return void reply.end('{"version":"0.32.0"}')
      case 'GET /v1/models': {
        const adapters = Array.from(held, ([id, root]) => ({ id, root, parent: 'pico', max_model_len: null }))
        const model = { id: 'pico', owned_by: 'vllm', max_model_len: 1024 }
        return void reply.end(JSON.stringify({ data: [model, ...adapters] }))
      }
      case 'GET /metrics':
        if (breaksMetrics) return void reply.destroy()
        if (hidesMetrics) return void reply.writeHead(404).end(noRoute)
        return void reply.end(
          [
            ...(places === null ? [] : ['# HELP vllm:lora_requests_info Running stats on lora requests.']),
            ...(places === null || !isAsked
              ? []
              : [`vllm:lora_requests_info{max_lora="${places}",running_lora_adapters=""} 1.7e+09`]),
            'http_requests_total{handler="/v1/models",method="GET",status="2xx"} 3.0',
            `http_requests_total{handler="/v1/unload_lora_adapter",method="POST",status="2xx"} ${letGo}.0`,
            'http_requests_total{handler="/v1/unload_lora_adapter",method="POST",status="4xx"} 9.0',
          ].join('\n'),
        )
      case 'GET /health':
        return void reply.end()
      case 'POST /v1/chat/completions':
        log.push(`ask ${String(asked)}`)
        reply.writeHead(200, { 'content-type': 'text/event-stream' })
        return void reply.end(
          'data: {"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
        )
      case 'POST /v1/completions':
        log.push(`ask ${String(asked)}`)
        isAsked = true
        return void reply.end('{}')
      case 'POST /v1/load_lora_adapter':
        if (!takesAdapters) return void reply.writeHead(404).end(noRoute)
        log.push(`load ${String(name)} ${String(path)}`)
        await gate
        if (refusal !== null && String(path).startsWith(refusal[0]))
          return void reply.writeHead(refusal[1]).end(refusal[2])
        held.set(String(name), String(path))
        return void reply.end('Success')
      case 'POST /v1/unload_lora_adapter':
        if (!takesAdapters) return void reply.writeHead(404).end(noRoute)
        if (!held.delete(String(name))) return void reply.writeHead(404).end(notFound)
        log.push(`unload ${String(name)}`)
        letGo += 1
        return void reply.end('Success')
      default:
        return void reply.writeHead(takesAdapters ? 405 : 404).end(noRoute)
    }
  })
  const runtime = vllm({ url: server.url, ...options })
  onTestFinished(async () => {
    await runtime.close()
    await server.close()
  })
  return {
    runtime,
    url: server.url,
    host: runtime.adapters,
    changes: () => [...log],
    fail: (next: Refusal) => void (refusal = next),
    /** Keeps loads waiting until the returned function is called. */
    pending() {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      onTestFinished(() => resolve())
      return resolve
    },
  }
}
