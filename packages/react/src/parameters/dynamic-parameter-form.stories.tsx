import type { ReactNode } from 'react'
import { expect, userEvent } from 'storybook/test'

import preview from '../../.storybook/preview.js'
import { DynamicParameterForm } from './dynamic-parameter-form.js'
import { llamaConfig, llamaLayers } from './llama-config.fixture.js'
import type { ParameterFormOptions } from './use-parameter-form.js'

/** The form in the width of the docked panel. */
function Panel(props: ParameterFormOptions): ReactNode {
  return <DynamicParameterForm {...props} className="story-panel" layerLabels={llamaLayers} />
}

const meta = preview.meta({ title: 'Parameters/Form', component: Panel, args: llamaConfig })

export const LlamaServer = meta.story({})
export const Polish = meta.story({ globals: { language: 'pl' } })
export const Dark = meta.story({ globals: { theme: 'dark' } })
export const RightToLeft = meta.story({ globals: { language: 'rtl' } })
export const Empty = meta.story({ args: { schema: {}, sources: {} } })

export const Everything = meta.story({
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Show all 29 parameters' }))
    await expect(canvas.getByRole('heading', { name: 'Experimental' })).toBeVisible()
  },
})

export const EverythingInPolish = meta.story({
  globals: { language: 'pl' },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Pokaż wszystkie 29 parametrów' }))
    await expect(canvas.getByRole('heading', { name: 'Eksperymentalne' })).toBeVisible()
  },
})

/** As narrow as a page gets. */
export const Narrow = meta.story({
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 280 }}>
        <Story />
      </div>
    ),
  ],
})
