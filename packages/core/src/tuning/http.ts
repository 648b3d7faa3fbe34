import type { Hono } from 'hono'

import { contractApp, type ContractAppOptions } from '../hono/contract-app.js'
import { tuningContract } from './contract.js'
import { tuningHandlers, type TuningRoutes } from './handlers.js'

export { tuningHandlers, type TuningRoutes } from './handlers.js'

/** The routes of tuning, to mount with `app.route` or to run by their `fetch`. `authorize` names who made a change. */
export function tuningApp({ tuning, index, ...options }: TuningRoutes & ContractAppOptions): Hono {
  return contractApp(tuningContract, tuningHandlers({ tuning, index }), options)
}
