import '../theme/theme.css'

import { createMemoryTuningStorage } from '@venom/core'
import { expect, onTestFinished, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'

import { TuningHistory } from './tuning-history.js'
import { startTuningServer, tunedModel, type TuningServer } from './tuning-server.fixture.js'
import type { TuningStore } from './tuning-state.js'
import { createTuningStore } from './tuning-store.js'

async function open(changes: number): Promise<{ readonly server: TuningServer; readonly tuning: TuningStore }> {
  const storage = createMemoryTuningStorage()
  const server = startTuningServer({ storage })
  const ref = { runtime: 'llama-server', model: tunedModel }
  for (let index = 1; index <= changes; index++) {
    await storage.commit({ ref, by: 'ann', at_ms: server.now() - index, after: { top_k: index } })
  }
  const tuning = createTuningStore({ client: server.clientOf('ann'), model: tunedModel, now: server.now })
  onTestFinished(tuning.close)
  await tuning.load()
  return { server, tuning }
}

const list = page.getByRole('list').first()
const older = page.getByRole('button', { name: 'Older changes' })

test('T11: the focus stays on Older changes while there are more, and then goes to the list', async () => {
  const { tuning } = await open(120)
  await tuning.loadHistory()
  await render(<TuningHistory tuning={tuning} onBack={() => undefined} />)
  older.element().focus()

  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('#71', { exact: true })).toBeInTheDocument()
  await expect.element(older).toHaveFocus()
  await userEvent.keyboard('{Enter}')

  await expect.element(page.getByText('#1', { exact: true })).toBeInTheDocument()
  await expect.element(older).not.toBeInTheDocument()
  await expect.element(list).toHaveFocus()
})

test('T11: a history that is tried again leaves the focus in its list', async () => {
  const { server, tuning } = await open(3)
  server.fail('network')
  await tuning.loadHistory()
  await render(<TuningHistory tuning={tuning} onBack={() => undefined} />)
  server.fail(undefined)

  await userEvent.click(page.getByRole('button', { name: 'Try again' }))

  await expect.element(page.getByText('#3', { exact: true })).toBeVisible()
  await expect.element(list).toHaveFocus()
})

test('T08, T11: a change that left nothing set is not called a reset: it may have been an undo', async () => {
  const { tuning } = await open(0)
  tuning.form.set('max_tokens', 4_096)
  await tuning.apply()
  await tuning.undo()
  await tuning.loadHistory()

  await render(<TuningHistory tuning={tuning} onBack={() => undefined} />)

  await expect.element(page.getByText('Nothing is set any more.')).toBeVisible()
  await expect.poll(() => page.getByRole('listitem').first().element().textContent).toContain('4,096')
  expect(document.body.textContent).not.toMatch(/reset/i)
})
