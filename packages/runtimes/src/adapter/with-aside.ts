import type { RequestOptions } from './transport.js'

/** How much longer is waited for what only adds to an answer, in milliseconds. */
const graceMs = 1_000

/**
 * Asks for what counts and, at the same time, for what only adds to it, such as what a server has in memory: undefined where that fails,
 * or takes a second longer. That a route beside says nothing keeps nobody from the rest. @throws what `main` throws.
 */
export async function withAside<M, A>(
  options: RequestOptions,
  main: (options: RequestOptions) => Promise<M>,
  aside: (options: RequestOptions) => Promise<A>,
): Promise<readonly [M, A | undefined]> {
  const patience = new AbortController()
  const signal = AbortSignal.any([patience.signal, ...(options.signal === undefined ? [] : [options.signal])])
  const added = aside({ ...options, signal }).catch(() => undefined)
  let timer: NodeJS.Timeout | undefined
  try {
    const counted = await main(options)
    timer = setTimeout(() => patience.abort(), graceMs)
    return [counted, await added]
  } finally {
    clearTimeout(timer)
    patience.abort()
  }
}
