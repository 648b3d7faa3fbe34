import { createServer, type RequestListener } from 'node:http'
import { once } from 'node:events'

/** A real HTTP server for one test. `await using` closes it. */
export interface HttpServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string
  /** Stops listening and cuts every connection. Can be called twice. */
  close(): Promise<void>
}

/** Serves `handler` on a free loopback port. */
export async function httpServer(handler: RequestListener): Promise<HttpServer> {
  const server = createServer(handler)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('The server listens on no port.')

  const close = async (): Promise<void> => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  return { url: `http://127.0.0.1:${address.port}`, close, [Symbol.asyncDispose]: close }
}
