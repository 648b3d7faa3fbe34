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
  troubled: 'bad',
  unknown: 'off',
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
      {state.runtimes.map((runtime) => {
        const standing = state.state === 'failed' ? 'unknown' : standingOf(runtime)
        return (
          <li key={runtime.id}>
            <details className="venom-runtime" data-state={runtime.health.state}>
              <summary>
                <span className="venom-dot" data-tone={tones[standing]} />
                <span className="venom-runtime-name">{runtimeName(runtime)}</span>
                <span className="venom-runtime-state">{say(standing)}</span>
              </summary>
              <RuntimeDetails runtime={runtime} state={state} />
            </details>
          </li>
        )
      })}
    </ul>
  )
}

/** A server that answers and keeps its answers back, as a paused one does, is not ready for anybody. */
function standingOf({ health }: RuntimeEntry): Exclude<keyof typeof tones, 'unknown'> {
  return faultsOf(health).some(({ severity }) => severity === 'problem') ? 'troubled' : health.state
}

type Health = RuntimeEntry['health']

function faultsOf(health: Health): NonNullable<Extract<Health, { readonly state: 'ready' }>['faults']> {
  return health.state === 'ready' ? (health.faults ?? []) : []
}

function RuntimeDetails({
  runtime: { id, label, health },
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
        <p>{say('readyHint', { count, server: `${label} ${health.server.version ?? ''}`.trim() })}</p>
      ) : (
        <p>{say(`${health.state}Hint`)}</p>
      )}
      {faultsOf(health).map(({ code, message, mend }) => (
        <p key={code} lang="en">{`${message} ${mend}`}</p>
      ))}
      {problem !== undefined && <p lang="en">{problem.message}</p>}
    </div>
  )
}
