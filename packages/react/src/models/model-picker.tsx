'use client'
import { type ComponentProps, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'

import { Icon } from '../icon.js'
import { chevronDownIcon } from '../icons.js'
import { isComposing } from '../is-composing.js'
import { useStore } from '../use-store.js'
import { ChosenModel } from './chosen-model.js'
import { findModel } from './find-model.js'
import type { ModelCatalogue } from './model-catalogue.js'
import { groupModels } from './model-groups.js'
import { ModelList } from './model-list.js'
import { ModelNotes } from './model-notes.js'
import { findByLetter, moveActive } from './move-active.js'
import { useModelsText } from './text/use-models-text.js'
import { usePopup } from './use-popup.js'

/** What a model picker takes. Other properties go to its button. */
export interface ModelPickerProps extends Omit<ComponentProps<'button'>, 'value' | 'children' | 'ref'> {
  readonly catalogue: ModelCatalogue
  /** Address of the chosen model: the listed one, or `<runtime id>/<model>`. It stays chosen while its runtime is away. */
  readonly value: string | undefined
  /** Told of the address that was picked. */
  readonly onValueChange: (address: string) => void
}

/** From how many models on the list can be searched. */
const searchFrom = 9

/** Picks one of the models of all runtimes: a button with a list box, searched when it is long. */
export function ModelPicker({ catalogue, value, onValueChange, ...props }: ModelPickerProps): ReactNode {
  const state = useStore(catalogue)
  const say = useModelsText()
  const id = useId()
  const chosen = findModel(state.models, value)?.address
  const [query, setQuery] = useState('')
  // Its address, not its place: models come and go while the list is open.
  const [pointed, setPointed] = useState<string>()
  const focusRef = useRef<HTMLInputElement & HTMLDivElement>(null)
  const groups = groupModels(state, query)
  const models = groups.flatMap((group) => group.models)
  const active = models.findIndex(({ address }) => address === pointed)
  const isSearched = state.models.length >= searchFrom
  const { isOpen, anchorRef, popupRef, style, open, close, onToggle } = usePopup(() => {
    setQuery('')
    setPointed(chosen)
    focusRef.current?.focus()
  })

  function pick(address: string): void {
    close()
    if (address !== chosen) onValueChange(address)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return
    const model = models[active]
    if (event.key === 'Tab') return close()
    if ((event.key === 'Enter' || (event.key === ' ' && !isSearched)) && model !== undefined) {
      event.preventDefault()
      return pick(model.address)
    }
    const isText = isSearched && ['Home', 'End'].includes(event.key)
    const isLetter = !isSearched && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
    const names = isLetter ? models.map(({ address }) => address) : []
    const next = isText
      ? undefined
      : (moveActive(event.key, active, models.length) ?? findByLetter(names, event.key, active))
    if (next === undefined) return undefined
    event.preventDefault()
    setPointed(models[next]?.address)
  }

  const list = `${id}list`
  const shared = {
    ref: focusRef,
    'aria-label': say('model'),
    'aria-activedescendant': models[active] === undefined ? undefined : `${id}${active}`,
    onKeyDown,
  }
  return (
    <>
      <button
        type="button"
        {...props}
        ref={anchorRef}
        className={`venom-model-picker ${props.className ?? ''}`}
        data-slot="model-picker"
        data-state={isOpen ? 'open' : 'closed'}
        aria-haspopup={isSearched ? 'dialog' : 'listbox'}
        aria-expanded={isOpen}
        popoverTarget={`${id}popup`}
        onKeyDown={(event) => {
          props.onKeyDown?.(event)
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          open()
        }}
      >
        <ChosenModel state={state} value={value} />
        <Icon shape={chevronDownIcon} />
      </button>
      <div
        ref={popupRef}
        id={`${id}popup`}
        className="venom-model-popup"
        data-slot="model-popup"
        popover="auto"
        style={style}
        onToggle={onToggle}
        {...(isSearched ? { role: 'dialog', 'aria-label': say('choose') } : {})}
      >
        {isSearched && (
          <input
            {...shared}
            className="venom-model-search"
            role="combobox"
            aria-expanded="true"
            aria-controls={list}
            aria-autocomplete="list"
            placeholder={say('search', { count: state.models.length })}
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={({ target }) => {
              setQuery(target.value)
              setPointed(groupModels(state, target.value)[0]?.models[0]?.address)
            }}
          />
        )}
        <ModelList
          {...(isSearched ? { 'aria-label': say('model') } : { ...shared, tabIndex: 0 })}
          id={list}
          idPrefix={id}
          groups={isOpen ? groups : []}
          active={active}
          chosen={chosen}
          onPick={pick}
          onPoint={setPointed}
        />
        <ModelNotes
          catalogue={catalogue}
          state={state}
          value={value}
          query={models.length === 0 ? query : ''}
          heir={focusRef}
        />
      </div>
    </>
  )
}
