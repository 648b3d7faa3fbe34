import { formatNumber, useLanguage } from '@venom/react'
import {
  findModel,
  formatBytes,
  fullAddress,
  type ModelEntry,
  type ModelGroup,
  nameModel,
  withoutFolders,
} from '@venom/react/models'
import type { ReactNode } from 'react'

import { useAppText } from '../text/use-app-text.js'

interface ModelTableProps {
  readonly groups: readonly ModelGroup[]
  readonly chosen: string
  readonly onUse: (address: string) => void
}

/** A table one can scan. Where it is narrow, what a column said stands under the name. */
export function ModelTable({ groups, chosen, onUse }: ModelTableProps): ReactNode {
  const say = useAppText()
  const used = findModel(
    groups.flatMap(({ models }) => models),
    chosen,
  )
  return (
    <table className="app-table">
      <thead>
        <tr>
          <th scope="col">{say('name')}</th>
          <th scope="col" data-from="wide">
            {say('runtime')}
          </th>
          <th scope="col" data-from="wide">
            {say('quantization')}
          </th>
          <th scope="col" data-from="middle" data-kind="figure">
            {say('size')}
          </th>
          <th scope="col" data-from="middle" data-kind="figure">
            {say('contextColumn')}
          </th>
          <th scope="col" data-from="middle">
            {say('state')}
          </th>
          <th scope="col">
            <span className="venom-visually-hidden">{say('use')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) =>
          group.models.map((model) => (
            <ModelRow key={model.address} model={model} runtime={group.name} isChosen={model === used} onUse={onUse} />
          )),
        )}
      </tbody>
    </table>
  )
}

interface ModelRowProps {
  readonly model: ModelEntry
  readonly runtime: string
  readonly isChosen: boolean
  readonly onUse: (address: string) => void
}

function ModelRow({ model, runtime, isChosen, onUse }: ModelRowProps): ReactNode {
  const say = useAppText()
  const { tag } = useLanguage()
  const { architecture, size_bytes: bytes, context_tokens: context, loaded, adapter_of: base } = model
  const { name, quantization } = nameModel(model)
  const size = bytes === undefined ? undefined : formatBytes(tag, bytes)
  const tokens = context === undefined ? undefined : formatNumber(tag, context)
  const state = loaded === undefined ? undefined : say(loaded ? 'loaded' : 'cold')
  const under = {
    always: [base === undefined ? undefined : say('adapterOf', { model: withoutFolders(base) }), architecture],
    wide: [runtime, quantization],
    middle: [size, tokens === undefined ? undefined : `${tokens} ctx`, state],
  }
  return (
    <tr data-chosen={isChosen}>
      <th scope="row">
        <span className="app-model-name">{name}</span>
        <span className="app-under">
          {Object.entries(under).map(([until, facts]) =>
            facts.flatMap((fact) =>
              fact === undefined ? [] : [<span key={`${until}${fact}`} data-until={until}>{`${fact} `}</span>],
            ),
          )}
        </span>
      </th>
      <td data-from="wide">{runtime}</td>
      <td data-from="wide" className="venom-figure">
        {quantization}
      </td>
      <td data-from="middle" data-kind="figure">
        {size}
      </td>
      <td data-from="middle" data-kind="figure">
        {tokens}
      </td>
      <td data-from="middle">
        {state !== undefined && (
          <span className="app-state">
            <span className="venom-dot" data-tone={loaded === true ? 'good' : 'off'} />
            {state}
          </span>
        )}
      </td>
      <td>
        {isChosen ? (
          <span className="app-chosen">{say('chosen')}</span>
        ) : (
          <button
            type="button"
            className="venom-button"
            aria-label={say('useModel', { model: name })}
            onClick={() => onUse(fullAddress(model))}
          >
            {say('use')}
          </button>
        )}
      </td>
    </tr>
  )
}
