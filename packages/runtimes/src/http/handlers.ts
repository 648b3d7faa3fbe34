import {
  type Handlers,
  type Metrics,
  type ModelIndex,
  type Runtime,
  type RuntimeDirectory,
  type RuntimeKind,
} from '@venom/core'

import type { Runs } from '../chat/runs.js'
import type { runtimesContract } from './contract.js'

/** What the routes of this package need. */
export interface RuntimesParts {
  readonly runs: Runs
  readonly index: Pick<ModelIndex, 'list'>
  readonly directory: RuntimeDirectory
  readonly metrics: Metrics
  /** Where the labels of runtimes come from. */
  readonly kinds: readonly RuntimeKind[]
}

/** The functions behind the routes. */
export function runtimesHandlers({
  runs,
  index,
  directory,
  metrics,
  kinds,
}: RuntimesParts): Handlers<typeof runtimesContract> {
  const labels = new Map(kinds.map(({ kind, label }) => [kind, label]))

  async function describe(runtime: Runtime, signal: AbortSignal) {
    const { id, kind } = runtime
    return { id, kind, label: labels.get(kind) ?? kind, health: await runtime.health({ signal }) }
  }

  return {
    runtimes: async (_input, { signal }) => ({
      runtimes: await Promise.all(directory.list().map((runtime) => describe(runtime, signal))),
    }),
    models: async (_input, { signal }) => {
      const { models, problems } = await index.list({ signal })
      return {
        models,
        problems: problems.map(({ runtime, problem: { code, message } }) => ({ runtime, code, message })),
      }
    },
    startTask: ({ runtime, strict, ...request }, { signal }) =>
      runs.start(request, {
        signal,
        ...(runtime === undefined ? {} : { runtime }),
        ...(strict === undefined ? {} : { strict }),
      }),
    taskEvents: ({ id }, { after, signal }) => runs.events(id, after, { signal }),
    cancelTask: async ({ id }) => {
      runs.cancel(id)
      return {}
    },
    metrics: async () => metrics.toJson(),
  }
}
