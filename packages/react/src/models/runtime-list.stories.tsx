import { expect, screen, userEvent } from 'storybook/test'

import preview from '../../.storybook/preview.js'
import { createModelCatalogue } from './model-catalogue.js'
import { callsOf, catalogueOf, empty, paused, type Server, two } from './models.fixture.js'
import { RuntimeList } from './runtime-list.js'

const meta = preview.meta({
  title: 'Models/RuntimeList',
  component: RuntimeList,
  args: { style: { maxInlineSize: 208 } },
})

export const Several = meta.story({
  args: { catalogue: catalogueOf(two) },
  async play() {
    await userEvent.click(await screen.findByText('vLLM'))
    await expect(screen.getByText(/^Nothing answers at its address/)).toBeVisible()
  },
})

/** A server answers, and says that something keeps its answers back. */
export const Paused = meta.story({
  args: { catalogue: catalogueOf(paused) },
  async play() {
    await expect(await screen.findByText('has a problem')).toBeVisible()
    await userEvent.click(screen.getByText('gpu2'))
    await expect(screen.getByText('1 model. vLLM 0.32.0')).toBeVisible()
    await expect(screen.getByText(/engine is paused.*POST \/resume/)).toBeVisible()
  },
})

export const Empty = meta.story({ args: { catalogue: catalogueOf(empty) } })

export const Loading = meta.story({
  args: { catalogue: createModelCatalogue(callsOf(() => new Promise(() => {}))) },
})

export const Failed = meta.story({ args: { catalogue: catalogueOf(undefined) } })

let answers: Server | undefined = two
const leaving = createModelCatalogue(callsOf(() => answers))

/** The server went away after its runtimes were known. */
export const Stale = meta.story({
  args: { catalogue: leaving },
  async play() {
    await screen.findByText('vLLM')
    answers = undefined
    await leaving.refresh()
    await expect(screen.getAllByText('not known')).toHaveLength(3)
  },
})

export const Polish = meta.story({ args: { catalogue: catalogueOf(two) }, globals: { language: 'pl' } })

export const Dark = meta.story({ args: { catalogue: catalogueOf(two) }, globals: { theme: 'dark' } })

export const RightToLeft = meta.story({ args: { catalogue: catalogueOf(two) }, globals: { language: 'rtl' } })
