import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** What happens to a request, in order. After `onEnd` or `onError` nothing more comes. */
export interface StreamHandler {
  /**
   * The request left for the kernel, or waits for the connection that is being made. What sending does not need is best done here:
   * until the server answers it costs no time.
   */
  onSent(): void
  /** A connection is being made. */
  onConnecting(): void
  /** The connection stands. Twice where the first one was a kept one that turned out to be closed. */
  onConnected(): void
  onHeaders(status: number, contentType: string): void
  onData(bytes: Uint8Array): void
  onEnd(): void
  onError(error: Error): void
}

/** The handle of a running request. All three can be called at any time, also before the connection stands. */
export interface StreamControl {
  pause(): void
  resume(): void
  /** Closes the socket. The handler hears nothing more. */
  abort(): void
}

/** The requests under way on one transport, so that its `close` can end them. */
export type Exchanges = Set<(reason: Error) => void>

/**
 * Until when the reset of a request may mean that its connection was closed before it came, in milliseconds from its writing: that
 * is known after a round trip, and those around the world take less.
 */
const staleWithinMs = 250

/**
 * Tells what happens to a request. `open` sends it, over a connection of its own where `isFresh`: a kept connection may have been
 * closed by the server just now, and then the request is sent once more. A server that reads a request and resets it within a
 * quarter of a second cannot be told from that and is asked twice; one that was at work for longer is not.
 * @see https://nodejs.org/docs/latest-v24.x/api/http.html#requestreusedsocket
 */
export function startExchange(
  open: (isFresh: boolean) => ClientRequest,
  connected: 'connect' | 'secureConnect',
  handler: StreamHandler,
  exchanges: Exchanges,
): StreamControl {
  let request = begin(false)
  let response: IncomingMessage | null = null
  let sentAt: number | null = null
  let isPaused = false
  let isOver = false
  let isGathering = false
  let gathered: Uint8Array[] = []
  exchanges.add(end)

  // Node writes the request right after its event of the socket.
  function onSocket(socket: Socket): void {
    process.nextTick(() => {
      if (isOver) return
      if (sentAt === null) handler.onSent()
      sentAt ??= performance.now()
      if (!socket.connecting) return onConnected()
      handler.onConnecting()
      socket.once(connected, onConnected)
    })
  }

  function onConnected(): void {
    if (!isOver) handler.onConnected()
  }

  // A read of the socket brings many small events, each in an HTTP chunk of its own. The first is told at once, the rest together:
  // that costs far less.
  function onData(bytes: Uint8Array): void {
    if (isGathering) return void gathered.push(bytes)
    isGathering = true
    if (!isOver) handler.onData(bytes)
    queueMicrotask(tellGathered)
  }

  function tellGathered(): void {
    isGathering = false
    const bytes = gathered
    gathered = []
    if (bytes.length > 0 && !isOver) handler.onData(Buffer.concat(bytes))
  }

  function onEnd(): void {
    tellGathered()
    if (isOver) return
    settle()
    handler.onEnd()
  }

  function onError(error: Error): void {
    tellGathered()
    if (isOver) return
    settle()
    handler.onError(error)
  }

  function settle(): void {
    isOver = true
    exchanges.delete(end)
  }

  function end(reason: Error): void {
    onError(reason)
    request.destroy()
  }

  function onResponse(started: IncomingMessage): void {
    response = started
    if (isPaused) started.pause()
    if (!isOver) handler.onHeaders(started.statusCode ?? 0, started.headers['content-type'] ?? '')
    started.on('data', onData).on('end', onEnd).on('error', onError)
  }

  // We never ask for another protocol: who answers with one has no answer for us, and Node leaves the socket to us.
  function onUpgrade({ statusCode = 101 }: IncomingMessage, socket: Duplex): void {
    socket.destroy()
    if (isOver) return
    handler.onHeaders(statusCode, '')
    onEnd()
  }

  function begin(isFresh: boolean): ClientRequest {
    const begun = open(isFresh)
    begun
      .on('socket', onSocket)
      .on('response', onResponse)
      .on('upgrade', onUpgrade)
      .on('error', (error) => {
        if (!isFresh && !isOver && response === null && wasStale(begun, error, sentAt)) request = begin(true)
        else onError(error)
      })
    return begun
  }

  return {
    pause() {
      isPaused = true
      response?.pause()
    },
    resume() {
      isPaused = false
      response?.resume()
    },
    abort() {
      if (isOver) return
      settle()
      request.destroy()
    },
  }
}

function wasStale({ reusedSocket }: ClientRequest, error: Error, sentAt: number | null): boolean {
  if (!reusedSocket || !('code' in error) || (error.code !== 'ECONNRESET' && error.code !== 'EPIPE')) return false
  return sentAt === null || performance.now() - sentAt < staleWithinMs
}
