import { createMemoryTuningStorage, type TuningStorage } from '@venom/core'
import { type ReactNode, useEffect, useState } from 'react'
import { expect, userEvent } from 'storybook/test'

import preview from '../../.storybook/preview.js'
import { TuningPanel } from './tuning-panel.js'
import { startTuningServer, tunedModel } from './tuning-server.fixture.js'
import { createTuningStore } from './tuning-store.js'

/** A panel with its history open. */
function Stage({ changes, fails = false }: StageProps): ReactNode {
  const [{ server, tuning, storage }] = useState(() => {
    const kept = createMemoryTuningStorage()
    const started = startTuningServer({ storage: kept })
    const client = started.clientOf('ann')
    return {
      server: started,
      storage: kept,
      tuning: createTuningStore({ client, model: tunedModel, now: started.now }),
    }
  })
  useEffect(() => {
    async function prepare(): Promise<void> {
      await write(storage, changes, server.now())
      await tuning.load()
      if (fails) server.fail('network')
    }
    void prepare()
    return tuning.close
  }, [changes, fails, server, storage, tuning])
  return (
    <div style={{ maxInlineSize: 344, blockSize: 'calc(100vh - 48px)', border: '1px solid var(--venom-line)' }}>
      <TuningPanel tuning={tuning} />
    </div>
  )
}

interface StageProps {
  readonly changes: number
  readonly fails?: boolean
}

const people = ['ann', 'ben', 'the-laboratory-account@a-long-host-name.example'] as const
const sets = [
  { temperature: 0.3 },
  { temperature: 0.3, top_k: 20, max_tokens: 1024 },
  { temperature: 0.9, top_k: 20, ignore_eos: true },
  {},
] as const

async function write(storage: TuningStorage, changes: number, nowMs: number): Promise<void> {
  const ref = { runtime: 'llama-server', model: tunedModel }
  for (let index = 0; index < changes; index++) {
    // Each one half as old as the one before.
    const ageMs = 9 * 86_400_000 * 0.5 ** index
    const [by = 'ann', after = {}] = [people[index % people.length], sets[index % sets.length]]
    await storage.commit({ ref, by, at_ms: nowMs - ageMs, after })
  }
}

interface Canvas {
  readonly findByRole: (role: 'button', by: { name: string }) => Promise<HTMLElement>
  readonly findByText: (text: RegExp) => Promise<HTMLElement>
}

/** Opens the history and waits until it is there, so that it is what the accessibility is judged by. */
async function open(canvas: Canvas, name = 'History', text = /^#1$|^Nothing was|could not be/): Promise<void> {
  await userEvent.click(await canvas.findByRole('button', { name }))
  await canvas.findByText(text)
}

const meta = preview.meta({ title: 'Tuning/History', component: Stage })

export const Empty = meta.story({
  args: { changes: 0 },
  play: async ({ canvas }) => {
    await open(canvas)
    await expect(await canvas.findByRole('heading', { name: 'Nothing was changed yet' })).toBeVisible()
  },
})

export const Some = meta.story({ args: { changes: 7 }, play: ({ canvas }) => open(canvas) })

export const Long = meta.story({
  args: { changes: 60 },
  play: async ({ canvas }) => {
    await open(canvas, 'History', /^#60$/)
    await userEvent.click(await canvas.findByRole('button', { name: 'Older changes' }))
    await expect(await canvas.findByText('#1')).toBeInTheDocument()
    await expect(canvas.getAllByRole('listitem', { name: /#/ })).toHaveLength(60)
  },
})

export const Failed = meta.story({
  args: { changes: 3, fails: true },
  play: async ({ canvas }) => {
    await open(canvas)
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The history could not be loaded.')
  },
})

export const Dark = meta.story({
  globals: { theme: 'dark' },
  args: { changes: 7 },
  play: ({ canvas }) => open(canvas),
})

export const Polish = meta.story({
  globals: { language: 'pl' },
  args: { changes: 7 },
  play: ({ canvas }) => open(canvas, 'Historia'),
})

export const RightToLeft = meta.story({
  globals: { language: 'rtl' },
  args: { changes: 7 },
  play: ({ canvas }) => open(canvas),
})

/** An earlier state comes into the draft, and nothing is saved by that. */
export const BringsBack = meta.story({
  args: { changes: 3 },
  play: async ({ canvas }) => {
    await open(canvas)
    await userEvent.click(await canvas.findByRole('button', { name: 'Bring back revision 1' }))

    await expect(await canvas.findByText(/^In the draft\./)).toBeVisible()
    await expect(canvas.getByRole('spinbutton', { name: 'Temperature' })).toHaveValue('0.30')
    await expect(canvas.getByRole('button', { name: 'Apply' })).toHaveAttribute('aria-disabled', 'false')
  },
})
