import { type ReactNode, useState } from 'react'
import { expect, screen, userEvent, waitFor } from 'storybook/test'

import preview from '../../.storybook/preview.js'
import { createModelCatalogue, type ModelCatalogue } from './model-catalogue.js'
import { ModelPicker } from './model-picker.js'
import { alone, callsOf, catalogueOf, empty, many, two } from './models.fixture.js'

interface ExampleProps {
  readonly catalogue: ModelCatalogue
  readonly value?: string
}

function Example({ catalogue, value }: ExampleProps): ReactNode {
  const [model, setModel] = useState(value)
  return <ModelPicker catalogue={catalogue} value={model} onValueChange={setModel} />
}

const meta = preview.meta({ title: 'Models/ModelPicker', component: Example })

const open = async (): Promise<void> => {
  await userEvent.click(screen.getByRole('button'))
  await waitFor(() => expect(screen.getByRole('listbox')).toBeVisible())
}

export const Closed = meta.story({ args: { catalogue: catalogueOf(two), value: 'Llama-3.2-3B-Instruct-Q4_K_M' } })

export const Nothing = meta.story({ args: { catalogue: catalogueOf(two) } })

export const One = meta.story({ args: { catalogue: catalogueOf(alone), value: 'pico' }, play: open })

export const Two = meta.story({
  args: { catalogue: catalogueOf(two), value: 'Llama-3.2-3B-Instruct-Q4_K_M' },
  async play() {
    await open()
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await waitFor(() => expect(screen.getByRole('button')).toHaveTextContent('pico'))
    await expect(screen.getByRole('button')).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}')
    await expect(await screen.findByRole('option', { name: /pico/ })).toHaveAttribute('aria-selected', 'true')
  },
})

export const Many = meta.story({
  args: { catalogue: catalogueOf(many), value: 'gpu2/gemma-3-27b-it' },
  async play() {
    await open()
    await userEvent.keyboard('qwen 14')
    await expect(screen.getAllByRole('option')).toHaveLength(1)
    await userEvent.keyboard('{Backspace}{Backspace}')
    await expect(screen.getAllByRole('option')).toHaveLength(9)
  },
})

export const NothingFound = meta.story({
  args: { catalogue: catalogueOf(many), value: 'pico' },
  async play() {
    await open()
    await userEvent.keyboard('mistral')
    await expect(await screen.findByText('No model matches “mistral”. Try fewer letters.')).toBeVisible()
  },
})

export const LongNames = meta.story({
  args: { catalogue: catalogueOf(many), value: many.models[11]?.address ?? '' },
  play: open,
})

export const Gone = meta.story({ args: { catalogue: catalogueOf(two), value: 'gemma-3-27b-it-Q5_K_M' }, play: open })

export const Empty = meta.story({ args: { catalogue: catalogueOf(empty) }, play: open })

export const Loading = meta.story({
  args: { catalogue: createModelCatalogue(callsOf(() => new Promise(() => {}))), value: 'pico' },
  play: open,
})

export const Failed = meta.story({ args: { catalogue: catalogueOf(undefined) }, play: open })

export const Polish = meta.story({
  args: { catalogue: catalogueOf(many), value: 'mistral-small' },
  globals: { language: 'pl' },
  play: open,
})

export const Dark = meta.story({
  args: { catalogue: catalogueOf(two), value: 'pico' },
  globals: { theme: 'dark' },
  play: open,
})

export const RightToLeft = meta.story({
  args: { catalogue: catalogueOf(two), value: 'pico' },
  globals: { language: 'rtl' },
  play: open,
})
