import { catalogue, manifestSource, parseManifest } from '@venom/core'
import { type ReactNode, useEffect, useState } from 'react'
import { expect, userEvent, waitFor, within } from 'storybook/test'

import preview from '../../.storybook/preview.js'
import { TuningPanel } from './tuning-panel.js'
import { startTuningServer, type TuningServer, type TuningServerOptions, tunedModel } from './tuning-server.fixture.js'
import type { DraftStorage } from './draft-storage.js'
import type { TuningStore } from './tuning-state.js'
import { createTuningStore } from './tuning-store.js'

type Prepare = (tuning: TuningStore, server: TuningServer) => Promise<void>

/** A panel on a server of its own, brought into a state by the calls that lead there. */
function Stage({ prepare, width = 344, storage, ...options }: StageProps): ReactNode {
  const [{ server, tuning }] = useState(() => {
    const started = startTuningServer(options)
    const client = started.clientOf('ann')
    const keeping = storage === undefined ? {} : { storage }
    return { server: started, tuning: createTuningStore({ client, model: tunedModel, now: started.now, ...keeping }) }
  })
  useEffect(() => {
    void prepare(tuning, server)
    return tuning.close
  }, [prepare, server, tuning])
  return (
    <div style={{ maxInlineSize: width, blockSize: 'calc(100vh - 48px)', border: '1px solid var(--venom-line)' }}>
      <TuningPanel tuning={tuning} onClose={() => undefined} />
    </div>
  )
}

interface StageProps extends Omit<TuningServerOptions, 'storage'> {
  readonly prepare: Prepare
  /** Keeps the draft. */
  readonly storage?: DraftStorage
  readonly width?: number
}

const meta = preview.meta({ title: 'Tuning/Panel', component: Stage })

interface Canvas {
  readonly findByText: (text: RegExp) => Promise<HTMLElement>
}

/** Waits until the state is there, so that it is what the accessibility is judged by. */
const shows =
  (text: RegExp) =>
  async ({ canvas }: { readonly canvas: Canvas }) => {
    await expect(await canvas.findByText(text)).toBeVisible()
  }

const load: Prepare = (tuning) => tuning.load()

export const Loading = meta.story({
  args: {
    async prepare(tuning, server) {
      server.hold()
      await tuning.load()
    },
  },
})

export const Ready = meta.story({ args: { prepare: load }, play: shows(/^Sampling/) })

const change: Prepare = async (tuning) => {
  await tuning.load()
  tuning.form.set('temperature', 0.65)
  tuning.form.set('top_k', 20)
}

export const Changed = meta.story({ args: { prepare: change }, play: shows(/^2 changes/) })

const mend: Prepare = async (tuning, server) => {
  await server.clientOf('ann').save({ model: tunedModel, generation_params: { repeat_penalty: 1.05, top_p: 0.9 } })
  await tuning.load()
  tuning.form.set('temperature', 0.65)
  tuning.form.set('repeat_penalty', 2.4)
}

export const ToMend = meta.story({ args: { prepare: mend }, play: shows(/^Mend Repeat/) })

const save: Prepare = async (tuning, server) => {
  await change(tuning, server)
  await tuning.apply()
}

export const Saved = meta.story({ args: { prepare: save }, play: shows(/^Saved for/) })

export const Refused = meta.story({
  args: {
    async prepare(tuning, server) {
      await tuning.load()
      const { temperature, top_k } = catalogue
      server.setSchema({ temperature: { ...temperature, max: 1 }, top_k })
      tuning.form.set('temperature', 1.6)
      tuning.form.set('top_p', 0.4)
      await tuning.apply()
    },
  },
  play: shows(/^The server refused 2/),
})

const conflict: Prepare = async (tuning, server) => {
  await tuning.load()
  tuning.form.set('temperature', 0.3)
  tuning.form.set('max_tokens', 1024)
  await server.clientOf('ben').save({
    model: tunedModel,
    generation_params: { temperature: 0.9, max_tokens: 512, top_k: 20, repeat_penalty: 1.05 },
  })
  await tuning.apply()
}

const manifest = parseManifest({ models: [{ name: '*', generation_params: { ignore_eos: true } }] })

export const RefusedElsewhere = meta.story({
  args: {
    schema: { max_tokens: { ...catalogue.max_tokens, min: -1 } },
    sources: [manifestSource(manifest)],
    async prepare(tuning) {
      await tuning.load()
      tuning.form.set('max_tokens', -1)
      await tuning.apply()
    },
  },
  play: shows(/never ends/),
})

export const Conflict = meta.story({ args: { prepare: conflict }, play: shows(/^You both changed/) })

export const MergedByItself = meta.story({
  args: {
    async prepare(tuning, server) {
      await tuning.load()
      tuning.form.set('temperature', 0.3)
      await server.clientOf('ben').save({ model: tunedModel, generation_params: { top_k: 20 } })
      await tuning.apply()
    },
  },
  play: shows(/^Meanwhile/),
})

const failLoad: Prepare = async (tuning, server) => {
  server.fail('network')
  await tuning.load()
}

export const FailedLoad = meta.story({ args: { prepare: failLoad }, play: shows(/could not be loaded/) })

export const FailedApply = meta.story({
  args: {
    async prepare(tuning, server) {
      await change(tuning, server)
      server.fail('network')
      await tuning.apply()
    },
  },
  play: shows(/^Not saved/),
})

export const RuntimeDown = meta.story({
  args: {
    async prepare(tuning, server) {
      // Once it was asked for its models, which is how the name is found.
      await tuning.load()
      server.fail('runtime')
      await tuning.load()
    },
  },
  play: shows(/^The runtime does not/),
})

const kept: DraftStorage = {
  getItem: () => JSON.stringify({ base: {}, yours: { temperature: 0.3, gone: 1 } }),
  setItem: () => undefined,
  removeItem: () => undefined,
}

export const Restored = meta.story({ args: { prepare: load, storage: kept }, play: shows(/^Left out, as/) })

const long = 'A parameter whose name somebody wrote as a whole sentence, with Donaudampfschifffahrtsgesellschaft in it'

export const LongTexts = meta.story({
  args: {
    schema: {
      temperature: { ...catalogue.temperature, label: long, unit: 'tokens of the vocabulary' },
      style: { type: 'enum', default: 'plain', options: ['plain', long], label: 'Style' },
    },
    async prepare(tuning, server) {
      await tuning.load()
      tuning.form.set('temperature', 0.3)
      tuning.form.set('style', long)
      const theirs = { temperature: 0.123456789, style: 'plain' }
      await server.clientOf('ben').save({ model: tunedModel, generation_params: theirs })
      await tuning.apply()
    },
  },
  play: shows(/^You both changed/),
})

export const Narrow = meta.story({ args: { prepare: conflict, width: 296 }, play: shows(/^You both changed/) })

export const Dark = meta.story({ globals: { theme: 'dark' }, args: { prepare: mend }, play: shows(/^Mend Repeat/) })

export const DarkConflict = meta.story({
  globals: { theme: 'dark' },
  args: { prepare: conflict },
  play: shows(/^You both changed/),
})

export const Polish = meta.story({
  globals: { language: 'pl' },
  args: { prepare: mend },
  play: shows(/^Najpierw popraw/),
})

export const PolishConflict = meta.story({
  globals: { language: 'pl' },
  args: { prepare: conflict },
  play: shows(/^Obie strony/),
})

export const PolishSaved = meta.story({
  globals: { language: 'pl' },
  args: { prepare: save },
  play: shows(/^Zapisano/),
})

export const RightToLeft = meta.story({
  globals: { language: 'rtl' },
  args: { prepare: mend },
  play: shows(/^Mend Repeat/),
})

export const RightToLeftConflict = meta.story({
  globals: { language: 'rtl' },
  args: { prepare: conflict },
  play: shows(/^You both changed/),
})

/** By keyboard alone: type, apply by Ctrl+Enter, take it back. */
export const AppliesByKeyboard = meta.story({
  args: { prepare: load },
  play: async ({ canvas }) => {
    const temperature = await canvas.findByRole('spinbutton', { name: 'Temperature' })
    await userEvent.click(temperature)
    await userEvent.clear(temperature)
    await userEvent.keyboard('0.3{Control>}{Enter}{/Control}')
    await expect(await canvas.findByText(/^Saved for/)).toBeVisible()
    const undo = canvas.getByRole('button', { name: 'Undo' })

    undo.focus()
    await userEvent.keyboard('{Enter}')

    await expect(await canvas.findByText(/^Taken back\./)).toBeVisible()
    await expect(temperature).toHaveValue('0.80')
  },
})

/** Nothing is applied while two people disagree, and the choice is a group of radio buttons. */
export const DecidesAConflict = meta.story({
  args: { prepare: conflict },
  play: async ({ canvas }) => {
    const choice = await canvas.findByRole('group', { name: 'Temperature' })
    const apply = canvas.getByRole('button', { name: 'Apply' })
    await expect(apply).toHaveAttribute('aria-disabled', 'true')

    await userEvent.click(within(choice).getByRole('radio', { name: 'Yours 0.30' }))
    const tokens = canvas.getByRole('group', { name: 'Maximum length' })
    await userEvent.click(within(tokens).getByRole('radio', { name: 'Theirs 512' }))
    await waitFor(() => expect(apply).toHaveAttribute('aria-disabled', 'false'))
    await userEvent.click(apply)

    await expect(await canvas.findByText(/^Saved for/)).toBeVisible()
    await expect(canvas.getByRole('spinbutton', { name: 'Maximum length' })).toHaveValue('512')
  },
})
