'use client'
import { Range, Root, Track } from '@radix-ui/react-slider'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react'

import { useLanguage } from '../../text/language-provider.js'
import { keyStep } from '../arithmetic/key-step.js'
import { roundToStep, type StepRange } from '../arithmetic/round-to-step.js'
import { fromPosition, toPosition } from '../arithmetic/scale.js'
import { useWords } from '../use-words.js'
import type { FieldProps } from './field-props.js'
import { partStyle } from './part-style.js'

/** A number on a track, with a tick at the value of the layer below. Delete and a double click on the thumb bring that one back. */
export function SliderField({ form, field, range, id, describedBy, isInvalid }: SliderFieldProps): ReactNode {
  const { direction = 'ltr' } = useLanguage()
  const words = useWords()
  const thumb = useRef<HTMLSpanElement>(null)
  const beforeSlide = useRef(field)
  const { name, parameter, below } = field
  const value = Number(field.value)
  const position = toPosition(value, range)
  const isOutside = value < range.min || value > range.max

  function press(event: KeyboardEvent): void {
    const isReset = event.key === 'Delete' || event.key === 'Backspace'
    const next = keyStep(value, event, range, direction)
    if (!isReset && next === undefined) return
    // Radix, around the thumb, would take the key as well.
    event.stopPropagation()
    if (event.ctrlKey || event.metaKey) return
    event.preventDefault()
    if (next === undefined) form.reset([name])
    else form.set(name, next)
  }

  function start(event: PointerEvent): void {
    beforeSlide.current = field
    thumb.current?.focus({ preventScroll: true, focusVisible: false })
    if (event.target !== thumb.current) return
    // The thumb is ours, not Radix's, which is empty in server-rendered HTML. Taking hold of it moves nothing.
    event.preventDefault()
    thumb.current.setPointerCapture(event.pointerId)
  }

  function cancel({ target, nativeEvent }: PointerEvent): void {
    // A finger that scrolls the page has touched the track first. Radix ends a slide with this event only.
    target.dispatchEvent(new PointerEvent('pointerup', nativeEvent))
    const { isSet, value: before } = beforeSlide.current
    if (isSet) form.set(name, before)
    else form.reset([name])
  }

  return (
    <Root
      className="venom-slider"
      data-slot="slider"
      data-outside={isOutside || undefined}
      dir={direction}
      min={0}
      max={1}
      step={1e-9}
      value={[position]}
      onValueChange={([next = position]) => form.set(name, roundToStep(fromPosition(next, range), range))}
      onPointerDown={start}
      onPointerCancel={cancel}
    >
      <Track className="venom-slider-track">
        <Range className="venom-slider-range" />
      </Track>
      {below.value !== value && typeof below.value === 'number' && (
        <span className="venom-slider-tick" style={partStyle({ '--venom-at': toPosition(below.value, range) })} />
      )}
      <span
        ref={thumb}
        id={`${id}-slider`}
        className="venom-slider-thumb"
        style={partStyle({ '--venom-at': position })}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input knows neither a log scale nor a step that ends at the maximum
        role="slider"
        tabIndex={0}
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        aria-valuemin={range.min}
        aria-valuemax={range.max}
        aria-valuenow={Math.min(Math.max(value, range.min), range.max)}
        aria-valuetext={spoken()}
        onKeyDown={press}
        onDoubleClick={() => form.reset([name])}
      />
    </Root>
  )

  function spoken(): string {
    const { unit } = parameter
    const text = words.number(parameter, value) + (unit === undefined ? '' : ` ${words.text(unit)}`)
    if (!isOutside) return text
    const [min, max] = [words.end(range.min), words.end(range.max)]
    return words.say('beyondSlider', { value: text, range: words.say('range', { min, max }) })
  }
}

/** What a slider takes: a field, and the range that it travels. */
export interface SliderFieldProps extends FieldProps {
  readonly range: StepRange
}
