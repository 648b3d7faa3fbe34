'use client'
import { type ComponentProps, memo, type ReactNode, useId, useRef, useSyncExternalStore } from 'react'

import { Icon } from '../icon.js'
import { resetIcon } from '../icons.js'
import type { ParameterForm } from './form.js'
import { ParameterField } from './parameter-field.js'
import { type LayerLabels, useWords } from './use-words.js'

const groupWords = {
  sampling: 'groupSampling',
  length: 'groupLength',
  penalties: 'groupPenalties',
  experimental: 'groupExperimental',
} as const

/** The parameters of one group under its heading, and one button that takes back all that is set in it. */
export const ParameterGroup: (props: ParameterGroupProps) => ReactNode = memo(function ParameterGroup({
  form,
  group,
  names,
  layerLabels,
  className,
  ...props
}: ParameterGroupProps): ReactNode {
  const { say, text } = useWords()
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const isAnySet = (): boolean => names.some((name) => form.get().fields[name]?.isSet)
  const canReset = useSyncExternalStore(form.subscribe, isAnySet, isAnySet)
  const title = group === undefined ? say('groupOther') : isKnown(group) ? say(groupWords[group]) : text(group)

  function reset(): void {
    form.reset(names)
    heading.current?.focus({ preventScroll: true })
  }

  return (
    <section
      {...props}
      className={`venom-parameter-group${className === undefined ? '' : ` ${className}`}`}
      data-slot="parameter-group"
      aria-labelledby={id}
    >
      <div className="venom-parameter-group-head">
        <h3 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h3>
        {canReset && (
          <button
            type="button"
            className="venom-button"
            data-variant="quiet"
            aria-label={say('resetGroupOf', { group: title })}
            onClick={reset}
          >
            <Icon shape={resetIcon} />
            {say('resetGroup')}
          </button>
        )}
      </div>
      {names.map((name) => (
        <ParameterField key={name} form={form} name={name} layerLabels={layerLabels} />
      ))}
    </section>
  )
})

/** What a group takes: the form, the names that it shows, and what any section takes. */
export interface ParameterGroupProps extends Omit<ComponentProps<'section'>, 'children'> {
  readonly form: ParameterForm
  /** The schema's name of the group; of one that the kit does not know the name is the heading. */
  readonly group: string | undefined
  readonly names: readonly string[]
  readonly layerLabels?: LayerLabels | undefined
}

function isKnown(group: string): group is keyof typeof groupWords {
  return Object.hasOwn(groupWords, group)
}
