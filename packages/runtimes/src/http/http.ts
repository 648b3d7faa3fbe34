import { prometheusMediaType, VenomError } from '@venom/core'
import { contractApp, type ContractAppOptions, problemReply } from '@venom/core/hono'
import { Hono } from 'hono'

import { runtimesContract } from './contract.js'
import { runtimesHandlers, type RuntimesParts } from './handlers.js'

export { runtimesHandlers, type RuntimesParts } from './handlers.js'
export { openAiApp, type OpenAiParts } from './openai.js'

/** The routes of this package's contract, and `GET /metrics` in Prometheus' text format. To mount with `app.route`. */
export function runtimesApp(options: RuntimesParts & ContractAppOptions): Hono {
  const app = new Hono()
  app.get('/metrics', async (c) => {
    if ((await options.authorize(c.req.raw, 'read')) !== null) {
      return c.body(options.metrics.toPrometheus(), 200, { 'content-type': prometheusMediaType })
    }
    return problemReply(
      new VenomError('request.unauthorized', 'A token is needed for this. Send `Authorization: Bearer …`.'),
    )
  })
  app.route('/', contractApp(runtimesContract, runtimesHandlers(options), options))
  return app
}
