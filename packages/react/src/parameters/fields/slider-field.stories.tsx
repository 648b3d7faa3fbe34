import { catalogue } from '@venom/core'
import { expect, fireEvent, userEvent } from 'storybook/test'

import preview from '../../../.storybook/preview.js'
import { Rows } from '../rows.fixture.js'

const { temperature } = catalogue
const meta = preview.meta({ title: 'Parameters/Slider', component: Rows })

export const Keys = meta.story({
  args: { schema: { temperature }, reported: { temperature: 0.8 } },
  play: async ({ canvas }) => {
    const slider = canvas.getByRole('slider', { name: 'Temperature' })
    slider.focus()

    await userEvent.keyboard('{ArrowRight}{PageUp}')
    await expect(slider).toHaveAttribute('aria-valuetext', '1.35')
    await userEvent.keyboard('{End}')
    await expect(slider).toHaveAttribute('aria-valuetext', '2.00')
    await userEvent.keyboard('{Home}')
    await expect(slider).toHaveAttribute('aria-valuetext', '0.00')
    await userEvent.keyboard('{Delete}')
    await expect(slider).toHaveAttribute('aria-valuetext', '0.80')
  },
})

export const DoubleClickOnTheThumb = meta.story({
  args: {
    schema: { temperature },
    reported: { temperature: 0.8 },
    edit: (form) => form.set('temperature', 1.5),
  },
  play: async ({ canvas }) => {
    const slider = canvas.getByRole('slider', { name: 'Temperature' })
    await expect(slider).toHaveAttribute('aria-valuetext', '1.50')

    await userEvent.dblClick(slider)

    await expect(slider).toHaveFocus()
    await expect(slider).toHaveAttribute('aria-valuetext', '0.80')
  },
})

export const Drag = meta.story({
  args: { schema: { temperature }, reported: { temperature: 0.8 } },
  play: async ({ canvas }) => {
    const slider = canvas.getByRole('slider', { name: 'Temperature' })
    const track = slider.closest('.venom-slider')?.getBoundingClientRect() ?? new DOMRect()
    const at = (share: number) => ({
      pointerId: 1,
      clientX: track.left + share * track.width,
      clientY: track.top + track.height / 2,
    })

    // A browser captures only a pointer that is really there; with the real mouse a test of the slider drags.
    const held = new Set<number>()
    Object.assign(slider, {
      setPointerCapture: (id: number) => held.add(id),
      hasPointerCapture: (id: number) => held.has(id),
      releasePointerCapture: (id: number) => held.delete(id),
    })

    // Taking hold of the thumb moves nothing.
    await fireEvent.pointerDown(slider, at(0.4))
    await expect(slider).toHaveFocus()
    await expect(slider).toHaveAttribute('aria-valuetext', '0.80')
    await fireEvent.pointerMove(slider, at(0.6))
    await expect(slider).toHaveAttribute('aria-valuetext', '1.20')
    await fireEvent.pointerMove(slider, at(0.75))
    await fireEvent.pointerUp(slider, at(0.75))
    await fireEvent.pointerMove(slider, at(0.1))

    await expect(slider).toHaveAttribute('aria-valuetext', '1.50')
    await expect(canvas.getByRole('spinbutton', { name: 'Temperature' })).toHaveValue('1.50')
  },
})
