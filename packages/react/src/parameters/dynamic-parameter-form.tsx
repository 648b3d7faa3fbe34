'use client'
import { type ComponentProps, type ReactNode, useMemo, useState, useSyncExternalStore } from 'react'

import { useStore } from '../use-store.js'
import type { ParameterForm } from './form.js'
import { ParameterGroup } from './parameter-group.js'
import { type ParameterFormOptions, useParameterForm } from './use-parameter-form.js'
import { type LayerLabels, useWords } from './use-words.js'
import { createVisibleNames } from './visible-names.js'

/**
 * A whole form from a schema alone: groups in their order, a control for each type, who set each value, and ways back. Takes a form that
 * is kept elsewhere, or what one is made of.
 */
export function DynamicParameterForm(props: DynamicParameterFormProps): ReactNode {
  return 'form' in props ? <FormView {...props} /> : <OwnForm {...props} />
}

/** What a parameter form takes: `form`, or `schema` with what else `useParameterForm` takes; and what any div takes. */
export type DynamicParameterFormProps = FormViewProps | OwnFormProps

interface Looks extends Omit<ComponentProps<'div'>, 'children' | 'defaultValue' | 'form'> {
  /** Names of layers for people, such as `{ runtime: 'llama-server' }`. */
  readonly layerLabels?: LayerLabels | undefined
}

interface FormViewProps extends Looks {
  readonly form: ParameterForm
}

interface OwnFormProps extends Looks, ParameterFormOptions {}

function OwnForm({ schema, sources, values, defaultValues, onValuesChange, ...looks }: OwnFormProps): ReactNode {
  return <FormView {...looks} form={useParameterForm({ schema, sources, values, defaultValues, onValuesChange })} />
}

function FormView({ form, layerLabels, className, ...props }: FormViewProps): ReactNode {
  const { say } = useWords()
  const [isAll, setAll] = useState(false)
  const some = useStore(useMemo(() => createVisibleNames(form), [form]))
  const readNames = (): readonly string[] => form.get().names
  const all = useSyncExternalStore(form.subscribe, readNames, readNames)
  const names = isAll ? all : some
  const groups = useMemo(() => groupNames(form, names), [form, names])
  return (
    <div
      {...props}
      className={`venom-parameter-form${className === undefined ? '' : ` ${className}`}`}
      data-slot="parameter-form"
      data-state={all.length === 0 ? 'empty' : 'ready'}
    >
      {all.length === 0 && (
        <div className="venom-parameter-empty">
          <p>{say('emptyTitle')}</p>
          <p>{say('emptyHint')}</p>
        </div>
      )}
      {groups.map(([group, names]) => (
        <ParameterGroup key={group ?? ''} form={form} group={group} names={names} layerLabels={layerLabels} />
      ))}
      {all.length > some.length && (
        <button type="button" className="venom-button" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
          {isAll ? say('showFewer') : say('showAll', { count: all.length })}
        </button>
      )}
    </div>
  )
}

function groupNames(
  form: ParameterForm,
  names: readonly string[],
): readonly (readonly [string | undefined, readonly string[]])[] {
  return [...Map.groupBy(names, (name) => form.get().schema[name]?.group)]
}
