'use client'
import type { ReactNode } from 'react'

import { CutName } from './cut-name.js'
import { findModel } from './find-model.js'
import type { CatalogueState } from './model-catalogue.js'
import { nameModel, readModelName } from './model-name.js'
import { useModelsText } from './text/use-models-text.js'

interface ChosenModelProps {
  readonly state: CatalogueState
  readonly value: string | undefined
}

/** What the button of a picker says: the chosen model and whether it is there, or what is to be done. */
export function ChosenModel({ state, value }: ChosenModelProps): ReactNode {
  const say = useModelsText()
  if (value === undefined) {
    const text = state.state === 'loading' ? say('looking') : say('choose')
    return <span className="venom-model-name">{text}</span>
  }
  const model = findModel(state.models, value)
  const runtime = state.runtimes.find(({ id }) => id === model?.runtime)
  const isGone = model === undefined && state.state !== 'loading'
  const { name, quantization } = model === undefined ? readModelName(value) : nameModel(model)
  // Of a server that does not answer nobody knows what is ready.
  const isReady = state.state !== 'failed' && runtime?.health.state === 'ready'
  return (
    <>
      <span className="venom-dot" data-tone={isGone ? 'warn' : isReady ? 'good' : 'off'} />
      <span className="venom-visually-hidden">{say('model')}: </span>
      <CutName name={name} />
      {quantization !== undefined && <span className="venom-model-quantization">{quantization}</span>}
      {isGone && <span className="venom-model-gone">{say('goneShort')}</span>}
    </>
  )
}
