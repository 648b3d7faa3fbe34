'use client'
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events -- A native select shows one line an option. Keys come to the owner of the list, by aria-activedescendant. */
import { type ComponentProps, type ReactNode, useEffect } from 'react'

import { Icon } from '../icon.js'
import { checkIcon } from '../icons.js'
import { formatNumber } from '../text/format-number.js'
import { useLanguage } from '../text/language-provider.js'
import { formatBytes } from './format-bytes.js'
import type { ModelEntry } from './model-catalogue.js'
import type { ModelGroup } from './model-groups.js'
import { nameModel, withoutFolders } from './model-name.js'
import { useModelsText } from './text/use-models-text.js'

interface ModelListProps extends ComponentProps<'div'> {
  readonly idPrefix: string
  readonly groups: readonly ModelGroup[]
  /** Index of the option that is active; -1 where none is. */
  readonly active: number
  readonly chosen: string | undefined
  readonly onPick: (address: string) => void
  readonly onPoint: (address: string) => void
}

/** A list box of models by runtime. Its keys are its owner's. */
export function ModelList({ idPrefix, groups, active, chosen, onPick, onPoint, ...props }: ModelListProps): ReactNode {
  const isShown = groups.length > 0
  useEffect(() => {
    if (isShown) document.getElementById(`${idPrefix}${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [idPrefix, active, isShown])
  return (
    <div {...props} role="listbox" className="venom-model-list">
      {withPlaces(groups).map(({ id, name, models }) => (
        <div key={id} role="group" aria-label={name} className="venom-model-group">
          <div className="venom-model-runtime" aria-hidden="true">
            {name}
          </div>
          {models.map(({ model, index }) => (
            <div
              key={model.address}
              id={`${idPrefix}${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={model.address === chosen}
              className="venom-model-option"
              data-active={index === active || undefined}
              onPointerMove={() => onPoint(model.address)}
              onClick={() => onPick(model.address)}
            >
              <Option model={model} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

/** The models with their places among all that are shown. */
function withPlaces(groups: readonly ModelGroup[]): readonly {
  readonly id: string
  readonly name: string
  readonly models: readonly { readonly model: ModelEntry; readonly index: number }[]
}[] {
  let index = -1
  return groups.map(({ id, name, models }) => ({
    id,
    name,
    models: models.map((model) => ({ model, index: (index += 1) })),
  }))
}

function Option({ model }: { readonly model: ModelEntry }): ReactNode {
  const say = useModelsText()
  const { tag } = useLanguage()
  const { name, quantization } = nameModel(model)
  const { context_tokens: context, size_bytes: bytes, loaded, architecture, adapter_of: base } = model
  return (
    <>
      <Icon shape={checkIcon} />
      <span className="venom-model-title">
        <span className="venom-model-name">{name}</span>{' '}
        {quantization !== undefined && <span className="venom-model-quantization">{quantization}</span>}
      </span>
      <span className="venom-model-facts">
        {base !== undefined && <span>{say('adapterOf', { model: withoutFolders(base) })}</span>}
        {architecture !== undefined && <span>{architecture}</span>}
        {bytes !== undefined && <span className="venom-figure">{formatBytes(tag, bytes)}</span>}
        {context !== undefined && (
          <span>
            <span className="venom-figure" aria-hidden="true">
              {formatNumber(tag, context)} ctx
            </span>
            <span className="venom-visually-hidden">{say('context', { count: context })}</span>
          </span>
        )}
      </span>
      {loaded !== undefined && (
        <span className="venom-model-state" data-loaded={loaded}>
          <span className="venom-dot" data-tone={loaded ? 'good' : 'off'} />
          {say(loaded ? 'loaded' : 'cold')}
        </span>
      )}
    </>
  )
}
