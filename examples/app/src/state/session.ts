import { createStore, type Store } from '@venom/core'

/** How the page stands with its server: `locked` wants the token that the server printed. */
type SessionState = 'open' | 'locked'

/** How showing a token ended. `forgotten`: it was right, but the next call came without the cookie. */
type Unlocking = 'open' | 'wrong' | 'forgotten'

/** The way to the server, for the clients' `fetch`. */
export interface Session {
  readonly state: Pick<Store<SessionState>, 'get' | 'subscribe'>
  /** Asks to be let in, so that the first change need not be refused before. Never throws: a server that is away is asked again later. */
  readonly start: () => Promise<void>
  /** Calls, and where the server wants to know who asks, is let in first and calls again: a server that was restarted knows the cookie no more. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /**
   * Shows a token. The page opens when `prepare` has read what it shows first.
   * @throws {Error} when the server does not answer within 15 s, or a proxy in its place.
   */
  readonly unlock: (token: string, prepare: () => Promise<void>) => Promise<Unlocking>
}

const patienceMs = 15_000

/** Makes the session of a page. What lets it in lies in a cookie that no script can read, so nothing of it is kept here. */
export function createSession(): Session {
  const state = createStore<SessionState>('open')
  let entering: Promise<boolean> | undefined
  let isRefused = false

  async function enter(body: { readonly token?: string }): Promise<boolean> {
    const headers = { 'content-type': 'application/json' }
    const signal = AbortSignal.timeout(patienceMs)
    const { ok, status } = await fetch('/session', { method: 'POST', headers, body: JSON.stringify(body), signal })
    // Only a refusal locks: a proxy whose server is away says 502, and no token would mend that.
    if (!ok && status !== 401) throw new TypeError(`POST /session answered ${status}.`)
    isRefused = !ok
    if (isRefused) state.set('locked')
    return ok
  }

  /** Many calls may be refused at once; one of them asks. */
  function enterOnce(): Promise<boolean> {
    entering ??= enter({})
      .then((isIn) => {
        if (isIn) state.set('open')
        return isIn
      })
      .finally(() => {
        entering = undefined
      })
    return entering
  }

  return {
    state,
    start: () =>
      enterOnce().then(
        () => undefined,
        () => undefined,
      ),
    async unlock(token, prepare) {
      if (!(await enter({ token }))) return 'wrong'
      await prepare()
      if (isRefused) return 'forgotten'
      state.set('open')
      return 'open'
    },
    async fetch(url, init) {
      // Until the token is shown every call would be refused; nobody needs to ask for that.
      if (isRefused) return new Response(null, { status: 401 })
      const reply = await fetch(url, init)
      if (reply.status !== 401 || !(await enterOnce())) return reply
      await reply.body?.cancel()
      return fetch(url, init)
    },
  }
}
