import type { NumberParameter } from '@venom/core'
import { expect, test } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'

import { english } from '../../text/language.js'
import { byRole, renderField } from './render-field.fixture.js'

const temperature: NumberParameter = { type: 'float', default: 0.7, min: 0, max: 2, step: 0.05, label: 'Temperature' }
const float = (parts: Partial<NumberParameter>): NumberParameter => ({ ...temperature, ...parts })

async function press(...keys: readonly string[]): Promise<void> {
  byRole('slider').focus()
  for (const key of keys) await userEvent.keyboard(key)
}

/** Where the middle of the thumb stands on the track, 0 to 1 from its left. */
function thumbAt(): number {
  const thumb = byRole('slider').getBoundingClientRect()
  const track = document.querySelector('.venom-slider-track')?.getBoundingClientRect() ?? new DOMRect()
  return (thumb.left + thumb.width / 2 - track.left) / track.width
}

type Pointed = 'mousePressed' | 'mouseMoved' | 'mouseReleased'

/** Points with the real mouse at a place of the track, 0 to 1 from its left. */
async function mouse(type: Pointed, at: number): Promise<void> {
  await cdp().send('Input.dispatchMouseEvent', { type, ...placeOf(at), button: 'left', buttons: 1, clickCount: 1 })
}

/** A place of the track as the browser's window has it. */
function placeOf(at: number): { readonly x: number; readonly y: number } {
  const track = document.querySelector('.venom-slider-track')?.getBoundingClientRect() ?? new DOMRect()
  const frame = window.frameElement?.getBoundingClientRect() ?? new DOMRect()
  const scale = frame.width / window.innerWidth
  return {
    x: frame.left + (track.left + at * track.width) * scale,
    y: frame.top + (track.top + track.height / 2) * scale,
  }
}

test('T10: keys stop on the grid that starts at the minimum', async () => {
  const { state } = await renderField(float({ min: 0.25, max: 2, step: 0.1 }), { saved: { p: 0.35 } })

  await press('{ArrowRight}')

  expect(state().value).toBe(0.45)
})

test('T10: End reaches a maximum that is no whole number of steps away', async () => {
  const { state } = await renderField(float({ max: 1, step: 0.3 }), { saved: { p: 0.3 } })

  await press('{End}')
  const end = state().value
  await press('{Home}')

  expect([end, state().value]).toEqual([1, 0])
})

test('Shift and the Page keys go ten steps, Alt a tenth of one', async () => {
  const { state } = await renderField(temperature, { saved: { p: 0.5 } })

  await press('{PageUp}')
  const page = state().value
  await press('{Shift>}{ArrowLeft}{/Shift}')
  const shift = state().value
  await press('{Alt>}{ArrowRight}{/Alt}')

  expect([page, shift, state().value]).toEqual([1, 0.5, 0.505])
})

test('a value beyond the slider stays, with the thumb at the end and the truth in words', async () => {
  const { state } = await renderField(float({ max: 10, slider: { min: 0, max: 2, step: 0.05 } }), { saved: { p: 5 } })

  const slider = page.getByRole('slider', { name: 'Temperature' })
  await expect.element(slider).toHaveAttribute('aria-valuetext', '5.00, beyond the slider: from 0 to 2')
  await expect.element(slider).toHaveAttribute('aria-valuenow', '2')
  expect(thumbAt()).toBeCloseTo(1, 2)
  expect(state().value).toBe(5)
})

test('T11: a thumb that stands for a value beyond its end looks other than one at its end', async () => {
  const range = { min: -1, max: 10_000, slider: { min: 128, max: 8_192, step: 1 } } as const
  const { form } = await renderField({ ...temperature, type: 'int', ...range }, { saved: { p: -1 } })
  const border = (): string => getComputedStyle(byRole('slider'), '::before').borderStyle

  expect([document.querySelectorAll('[data-outside]').length, border()]).toEqual([1, 'dashed'])
  form.set('p', 128)

  await expect.poll(() => document.querySelectorAll('[data-outside]').length).toBe(0)
  expect(border()).toBe('solid')
})

test('says its value with the unit', async () => {
  await renderField({ ...temperature, type: 'int', default: 40, max: 100, step: 1, unit: 'tokens' })

  await expect.element(page.getByRole('slider')).toHaveAttribute('aria-valuetext', '40 tokens')
})

test('right to left, Left is more and the track starts at the right', async () => {
  const { state } = await renderField(temperature, {
    saved: { p: 0.5 },
    language: { ...english, direction: 'rtl' },
  })

  await press('{ArrowLeft}')

  expect(state().value).toBe(0.55)
  expect(thumbAt()).toBeCloseTo(1 - 0.55 / 2, 2)
})

test('a press on the track moves the thumb there, onto a step, and a drag takes it along', async () => {
  const { state } = await renderField(temperature)

  await mouse('mousePressed', 0.26)
  const pressed = state().value
  await mouse('mouseMoved', 0.6)
  await mouse('mouseMoved', 0.755)
  await mouse('mouseReleased', 0.755)

  expect([pressed, state().value]).toEqual([0.5, 1.5])
  expect(document.activeElement).toBe(byRole('slider'))
})

test('taking hold of the thumb beside its middle changes nothing', async () => {
  const { state } = await renderField(temperature, { saved: { p: 1 } })

  await mouse('mousePressed', 0.51)
  await mouse('mouseReleased', 0.51)

  expect(state().value).toBe(1)
  expect(document.activeElement).toBe(byRole('slider'))
})

test('a touch that becomes a scroll leaves the value as it was', async () => {
  const { state } = await renderField(temperature, { reported: { p: 0.8 } })

  await cdp().send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [placeOf(0.9)] })
  const during = state().value
  await cdp().send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] })
  await expect.poll(() => state().isSet).toBe(false)

  expect(during).toBe(1.8)
  expect(state()).toMatchObject({ value: 0.8, isSet: false })
})

test.each(['{Delete}', '{Backspace}'])('%s on the thumb brings back the layer below', async (key) => {
  const { state } = await renderField(temperature, { saved: { p: 1.2 }, reported: { p: 0.8 } })

  await press(key)

  expect(state()).toMatchObject({ value: 0.8, isSet: false })
})

test('a double click on the thumb brings back the layer below', async () => {
  const { state } = await renderField(temperature, { saved: { p: 1.2 }, reported: { p: 0.8 } })

  await userEvent.dblClick(byRole('slider'))

  expect(state()).toMatchObject({ value: 0.8, isSet: false })
})

test('a tick stands at the value of the layer below, and only while that is another one', async () => {
  const { form } = await renderField(temperature, { saved: { p: 1.5 }, reported: { p: 0.5 } })
  const tick = (): HTMLElement | null => document.querySelector('.venom-slider-tick')

  const at = tick()?.style.getPropertyValue('--venom-at')
  form.reset(['p'])

  expect(at).toBe('0.25')
  await expect.poll(tick).toBe(null)
})

test('on a log scale the middle of the track is the geometric mean', async () => {
  const rate: NumberParameter = { type: 'float', default: 0, slider: { min: 1e-6, max: 1e-2, scale: 'log' } }
  const { state } = await renderField(rate, { saved: { p: 1e-4 } })

  const middle = thumbAt()
  await press('{ArrowRight}')

  expect(middle).toBeCloseTo(0.5, 2)
  expect(state().value).toBe(1.1e-4)
})

test('keys with Control are the browser’s', async () => {
  const { state } = await renderField(temperature, { saved: { p: 1 } })

  await press('{Control>}{Home}{/Control}')

  expect(state().value).toBe(1)
})
