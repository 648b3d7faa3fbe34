'use client'
import type { ReactNode, RefObject } from 'react'

import { Icon } from '../icon.js'
import { refreshIcon } from '../icons.js'
import { useFocusHeir } from '../use-focus-heir.js'
import { findModel } from './find-model.js'
import type { CatalogueState, ModelCatalogue } from './model-catalogue.js'
import { readModelName } from './model-name.js'
import { useModelsText } from './text/use-models-text.js'

interface ModelNotesProps {
  readonly catalogue: ModelCatalogue
  readonly state: CatalogueState
  readonly value: string | undefined
  readonly query: string
  /** Takes the focus of a button that goes. */
  readonly heir: RefObject<HTMLElement | null>
}

/** What is to be said beside the list: why it is empty, or old, or lacks the chosen model. */
export function ModelNotes({ catalogue, state, value, query, heir }: ModelNotesProps): ReactNode {
  const say = useModelsText()
  const isKnown = findModel(state.models, value) !== undefined
  const notes = [
    query !== '' && say('nothingFound', { query }),
    state.state === 'loading' && say('looking'),
    state.state === 'ready' && state.models.length === 0 && say('none'),
    state.error !== undefined &&
      (state.models.length === 0 ? say('failedEmpty', { reason: state.error.message }) : say('failedStale')),
    state.state !== 'loading' && value !== undefined && !isKnown && say('gone', { model: readModelName(value).name }),
  ].filter((note) => note !== false)
  return (
    <output className="venom-model-notes">
      {notes.map((note) => (
        <span key={note}>{note}</span>
      ))}
      {state.problems.map(({ runtime, message }) => (
        <span key={runtime} lang="en">
          {message}
        </span>
      ))}
      {state.state === 'failed' && <Retry catalogue={catalogue} heir={heir} />}
    </output>
  )
}

function Retry({ catalogue, heir }: Pick<ModelNotesProps, 'catalogue' | 'heir'>): ReactNode {
  const say = useModelsText()
  const button = useFocusHeir(heir)
  return (
    <button ref={button} type="button" className="venom-button" onClick={() => void catalogue.refresh()}>
      <Icon shape={refreshIcon} />
      {say('retry')}
    </button>
  )
}
