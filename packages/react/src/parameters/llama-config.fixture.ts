import { tuningContract } from '@venom/core/contract'

import reply from './__fixtures__/llama-server-config.json' with { type: 'json' }
import type { FormSource } from './form.js'

const config = tuningContract.config.output.parse(reply)

/** What llama-server b11669 offers for one model, as our server answers it, with three values of the user's own. */
export const llamaConfig = {
  schema: config.generation_schema,
  sources: config.sources,
} satisfies FormSource

/** How the Cockpit names the layers of that model. */
export const llamaLayers = { runtime: 'llama-server' }
