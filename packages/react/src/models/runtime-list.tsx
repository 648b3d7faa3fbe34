'use client'
import type { ComponentProps, ReactNode } from 'react'

import { useStore } from '../use-store.js'
import type { CatalogueState, ModelCatalogue, RuntimeEntry } from './model-catalogue.js'
import { runtimeName } from './model-groups.js'
import { useModelsText } from './text/use-models-text.js'

/** What a list of runtimes takes. Other properties go to its element. */
export interface RuntimeListProps extends Omit<ComponentProps<'ul'>, 'children'> {
  readonly catalogue: ModelCatalogue
}

const tones = {
  ready: 'good',
  starting: 'warn',
  unreachable: 'off',
  'not-installed': 'off',
  foreign: 'bad',
  refused: 'bad',
} as const

/** The runtimes with their state; each opens to what is to be done about it. */
export function RuntimeList({ catalogue, className = '', ...props }: RuntimeListProps): ReactNode {
  const state = useStore(catalogue)
  const say = useModelsText()
  if (state.runtimes.length === 0) {
    const text = { loading: 'looking', ready: 'noRuntimes', failed: 'away' } as const
    return (
      <ul aria-label={say('runtimes')} {...props} className={`venom-runtimes ${className}`} data-slot="runtimes">
        <li>{say(text[state.state])}</li>
      </ul>
    )
  }
  return (
    <ul aria-label={say('runtimes')} {...props} className={`venom-runtimes ${className}`} data-slot="runtimes">
      {state.runtimes.map((runtime) => (
        <li key={runtime.id}>
          <details className="venom-runtime" data-state={runtime.health.state}>
            <summary>
              <span className="venom-dot" data-tone={state.state === 'failed' ? 'off' : tones[runtime.health.state]} />
              <span className="venom-runtime-name">{runtimeName(runtime)}</span>
              <span className="venom-runtime-state">
                {say(state.state === 'failed' ? 'unknown' : runtime.health.state)}
              </span>
            </summary>
            <RuntimeDetails runtime={runtime} state={state} />
          </details>
        </li>
      ))}
    </ul>
  )
}

function RuntimeDetails({
  runtime: { id, health },
  state,
}: {
  readonly runtime: RuntimeEntry
  readonly state: CatalogueState
}): ReactNode {
  const say = useModelsText()
  const problem = state.problems.find(({ runtime }) => runtime === id)
  const count = state.models.filter(({ runtime }) => runtime === id).length
  return (
    <div className="venom-runtime-details">
      {state.state === 'failed' ? (
        <p>{say('away')}</p>
      ) : health.state === 'ready' ? (
        <p>{say('readyHint', { count, version: health.server.version ?? '' })}</p>
      ) : (
        <p>{say(`${health.state}Hint`)}</p>
      )}
      {problem !== undefined && <p lang="en">{problem.message}</p>}
    </div>
  )
}
