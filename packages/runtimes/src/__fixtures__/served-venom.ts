import { createDirectory, createMetrics, createModelIndex } from '@venom/core'
import { bearer } from '@venom/core/hono'
import { type HttpServer, httpServer } from '@venom/core/testing'

import { createRuns } from '../chat/runs.js'
import { runtimesApp } from '../http/http.js'

/** Serves the routes of this package over no runtime at all; whoever reads has to show the token, unless it is `open`. */
export function servedVenom(token: string, isOpen: boolean): Promise<HttpServer> {
  const directory = createDirectory([])
  const app = runtimesApp({
    runs: createRuns({
      // Nobody asks for an answer here.
      async *chat() {},
    }),
    index: createModelIndex(directory),
    directory,
    metrics: createMetrics(),
    kinds: [],
    authorize: bearer({ token, open: isOpen ? ['read'] : [] }),
  })
  return httpServer((request, reply) => {
    const { authorization } = request.headers
    const headers = authorization === undefined ? {} : { authorization }
    void Promise.resolve(app.request(request.url ?? '/', { headers })).then(async (answer) =>
      reply.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text()),
    )
  })
}
