// `stamping-proxy.mjs <origin>`: passes bytes on as they come, and tells its parent what passed when: the truth that a client's own
// times are held against. In a process of its own, so that no stamp waits for the client's event loop.
import { connect, createServer } from 'node:net'

/** A piece of an answer with text in it, in an event or in a line. */
const token = /"content":\s*"[^"]/
/** No first token lies further behind the headers of its answer, in characters. */
const maxHead = 65_536

const { hostname: host, port } = new URL(process.argv[2])

const proxy = createServer({ noDelay: true }, (client) => {
  const server = connect({ host, port: Number(port), noDelay: true })
  /** The request that waits for its first token. */
  let exchange = null

  client.on('data', (bytes) => {
    // Head and body of one request may come apart.
    if (exchange === null || exchange.headers !== undefined) exchange = { asked: performance.now(), head: '' }
    server.write(bytes)
  })
  server.on('data', (bytes) => {
    const now = performance.now()
    if (exchange !== null && exchange.head.length < maxHead) stamp(exchange, now, bytes)
    client.write(bytes)
  })
  for (const [socket, other] of [
    [client, server],
    [server, client],
  ]) {
    socket.on('close', () => other.destroy()).on('error', () => other.destroy())
  }

  /** The times of one answer, from its request's first byte: told once, with its first token. */
  function stamp(current, now, bytes) {
    current.headers ??= now
    current.head += bytes.toString('latin1')
    if (!token.test(current.head)) return
    exchange = null
    process.send({ headers: current.headers - current.asked, first_token: now - current.asked })
  }
})

proxy.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${proxy.address().port}`))
process.on('disconnect', () => process.exit(0))
