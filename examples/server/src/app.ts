import {
  type Metrics,
  type ModelIndex,
  type RuntimeDirectory,
  type RuntimeKind,
  toOpenApi,
  type Tuning,
  VenomError,
} from '@venom/core'
import { tuningContract } from '@venom/core/contract'
import { guard, notFoundReply, problemReply } from '@venom/core/hono'
import { tuningApp } from '@venom/core/http'
import type { Runs } from '@venom/runtimes'
import { runtimesContract } from '@venom/runtimes/contract'
import { openAiApp, runtimesApp } from '@venom/runtimes/http'
import { Hono } from 'hono'

import { type Page, pageApp } from './page.js'
import { sessionApp, sessionAuthorize } from './session.js'
import { createToken } from './token.js'

/** Everything that has routes, and who may use them. */
export interface AppParts {
  readonly runs: Runs
  readonly index: ModelIndex
  readonly tuning: Tuning
  readonly directory: RuntimeDirectory
  readonly metrics: Metrics
  readonly kinds: readonly RuntimeKind[]
  /** What must be shown to change anything. */
  readonly token: string
  /** Only this machine can reach the server: reading and generating need no token. */
  readonly isLocal: boolean
  readonly allowedHosts: readonly string[]
  /** The built Cockpit; without it `/` answers the overview alone. */
  readonly page: Page | undefined
}

/** Wide enough for long conversations, narrow enough for the memory of a small machine. */
const maxBodyBytes = 16 * 1024 * 1024

const overview = {
  name: 'Venom example server',
  routes: {
    '/': 'the Cockpit, for browsers; POST /session lets it in',
    '/api/v1/runtimes': 'runtimes and whether they can answer',
    '/api/v1/models': 'models of all runtimes',
    '/api/v1/models/{model}/config': 'what can be tuned, and who set it (GET, PUT, DELETE)',
    '/api/v1/models/{model}/config/history': 'who changed what and when',
    '/api/v1/tasks': 'start an answer (POST), follow it at /{id}/events, end it by DELETE',
    '/api/v1/openapi.json': 'all of it, for programs',
    '/api/v1/metrics': 'times, tokens, outcomes; /metrics for Prometheus',
    '/v1/chat/completions': 'the same for any OpenAI client',
  },
}

const document = toOpenApi(
  { runtimes: runtimesContract, tuning: tuningContract },
  { title: 'Venom example server', version: '0.1.0' },
)

/** Mounts the routes of all packages behind one guard. */
export function createApp({ token, isLocal, allowedHosts, page, ...parts }: AppParts): Hono {
  const session = { token, secret: createToken(), isLocal }
  const options = {
    authorize: sessionAuthorize(session),
    maxBodyBytes,
    onError(thrown: unknown): void {
      process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`)
    },
  }
  const app = new Hono()
  app.use(guard({ hosts: allowedHosts, maxBodyBytes }))
  if (page !== undefined) app.route('/', pageApp(page))
  app.get('/', (c) => c.json(overview))
  app.route('/', sessionApp(session))
  app.get('/api/v1/openapi.json', () => Response.json(document))
  app.route('/', runtimesApp({ ...parts, ...options }))
  app.route('/', tuningApp({ ...parts, ...options }))
  app.route('/', openAiApp({ ...parts, ...options }))
  app.notFound(notFoundReply)
  app.onError((thrown) => {
    // What is wrong with a request is told to who sent it.
    if (!VenomError.is(thrown)) options.onError(thrown)
    return problemReply(thrown)
  })
  return app
}
