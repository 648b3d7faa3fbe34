import '../theme/theme.css'

import { catalogue } from '@venom/core'
import { StrictMode } from 'react'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'

import { pl } from '../locales/pl.js'
import { LanguageProvider } from '../text/language-provider.js'
import { TuningPanel, type TuningPanelProps } from './tuning-panel.js'
import { startTuningServer, type TuningServer, tunedModel } from './tuning-server.fixture.js'
import type { TuningStore } from './tuning-state.js'
import { createTuningStore } from './tuning-store.js'
import { useTuningLoad } from './use-tuning.js'

function storeOf(server: TuningServer): TuningStore {
  return createTuningStore({ client: server.clientOf('ann'), model: tunedModel, now: server.now })
}

function Panel(props: TuningPanelProps) {
  useTuningLoad(props.tuning)
  return (
    <div style={{ inlineSize: 344, blockSize: 700 }}>
      <TuningPanel {...props} />
    </div>
  )
}

const temperature = page.getByRole('spinbutton', { name: 'Temperature' })
const apply = page.getByRole('button', { name: 'Apply' })
const status = page.getByRole('status')

test('T11: open, change, Apply, confirmation, Undo', async () => {
  const server = startTuningServer()
  await render(<Panel tuning={storeOf(server)} />)
  await expect.element(apply).toHaveAttribute('aria-disabled', 'true')

  await temperature.fill('0.3')
  await apply.click()

  await expect.element(status).toHaveTextContent('Saved for the next message. Undo')
  expect((await server.clientOf('x').config({ model: tunedModel })).current_values['temperature']).toBe(0.3)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.element(status).toHaveTextContent('Taken back. Redo')
  await expect.element(temperature).toHaveValue('0.80')
})

test('T11: the panel names the runtime besides the model, which another may have as well', async () => {
  await render(<Panel tuning={storeOf(startTuningServer())} />)

  await expect
    .element(page.getByRole('complementary').getByText('Llama-3.2-3B-Instruct:Q4_K_M · llama-server'))
    .toBeVisible()
})

test('T11: the panel is a landmark with a name, and Apply says why it cannot be pressed', async () => {
  await render(<Panel tuning={storeOf(startTuningServer())} />)

  await expect.element(page.getByRole('complementary', { name: 'Tuning' })).toBeVisible()
  await temperature.fill('9')
  await userEvent.tab()

  await expect.element(apply).toHaveAccessibleDescription('1 change, 1 to mend Mend Temperature first.')
})

test('T11: Ctrl+Enter applies from a field, and does nothing while its number is half typed', async () => {
  const server = startTuningServer()
  const tuning = storeOf(server)
  await render(<Panel tuning={tuning} />)

  await temperature.fill('1e-')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  expect(server.calls.filter((call) => call.startsWith('PUT'))).toEqual([])

  await temperature.fill('1e-3')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.element(status).toHaveTextContent('Saved for the next message. Undo')
  expect(tuning.form.get().saved).toEqual({ temperature: 0.001 })
})

test('T11: Escape closes, but not over a number that is half typed, and from the history it goes back', async () => {
  const closed: string[] = []
  const tuning = storeOf(startTuningServer())
  await render(<Panel tuning={tuning} onClose={() => closed.push('closed')} />)

  await temperature.fill('0,')
  tuning.form.type('temperature', '1e-')
  page.getByRole('button', { name: 'Discard' }).element().focus()
  await userEvent.keyboard('{Escape}')
  expect(closed).toEqual([])

  tuning.form.discard()
  await page.getByRole('button', { name: 'History' }).click()
  await userEvent.keyboard('{Escape}')
  expect(closed).toEqual([])
  await expect.element(page.getByRole('button', { name: 'History' })).toHaveFocus()

  await userEvent.keyboard('{Escape}')
  expect(closed).toEqual(['closed'])
})

test('T11: Escape closes what explains a parameter before it closes the panel', async () => {
  const closed: string[] = []
  await render(<Panel tuning={storeOf(startTuningServer())} onClose={() => closed.push('closed')} />)
  const about = page.getByRole('button', { name: 'About Temperature' })
  await about.click()
  await expect.element(about).toHaveAttribute('aria-expanded', 'true')

  await userEvent.keyboard('{Escape}')
  await expect.element(about).toHaveAttribute('aria-expanded', 'false')
  expect(closed).toEqual([])
  await expect.element(about).toHaveFocus()

  await userEvent.keyboard('{Escape}')
  expect(closed).toEqual(['closed'])
})

test('T11: what explains a parameter, and what is wrong with it, keep their distance', async () => {
  const schema = { temperature: catalogue.temperature, stop: catalogue.stop }
  await render(<Panel tuning={storeOf(startTuningServer({ schema }))} />)
  await page.getByRole('button', { name: 'About Stop texts' }).click()
  await temperature.fill('9')
  await userEvent.tab()
  await expect.element(page.getByText(/^At most 2\./)).toBeVisible()
  const bottomOf = (selector: string): number => document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0

  const field = document.querySelector('.venom-tokens')?.getBoundingClientRect().top ?? 0
  expect(field - lastLineOf('.venom-parameter-desc')).toBeGreaterThanOrEqual(6)
  expect(bottomOf('[data-invalid]') - bottomOf('[data-invalid] .venom-parameter-foot')).toBeGreaterThanOrEqual(10)
})

/** Where the words of an element end. */
function lastLineOf(selector: string): number {
  const range = document.createRange()
  range.selectNodeContents(document.querySelector(selector) ?? document.body)
  return range.getBoundingClientRect().bottom
}

test('T11: a draft outlives its panel', async () => {
  const tuning = storeOf(startTuningServer())
  const first = await render(<Panel tuning={tuning} />)
  await temperature.fill('0.3')
  await userEvent.tab()
  await first.unmount()

  await render(<Panel tuning={tuning} />)

  await expect.element(temperature).toHaveValue('0.30')
  await expect.element(page.getByText('1 change')).toBeVisible()
})

test('T11: what another tab saved is seen when the window gets the focus', async () => {
  const server = startTuningServer()
  await render(<Panel tuning={storeOf(server)} />)
  await expect.element(temperature).toHaveValue('0.80')
  await server.clientOf('ben').save({ model: tunedModel, generation_params: { temperature: 0.9 } })

  window.dispatchEvent(new Event('focus'))

  await expect.element(temperature).toHaveValue('0.90')
  await expect.element(status).toHaveTextContent('Somebody else saved meanwhile.')
})

test('T11: two tabs change the same parameter: the choice stands beside the form, and nobody loses', async () => {
  const server = startTuningServer()
  await render(<Panel tuning={storeOf(server)} />)
  await temperature.fill('0.3')
  await server.clientOf('ben').save({ model: tunedModel, generation_params: { temperature: 0.9 } })

  await apply.click()
  await expect.element(page.getByRole('region', { name: 'Somebody else saved meanwhile.' })).toBeVisible()
  await expect.element(page.getByRole('radio', { name: 'Theirs 0.90' })).not.toBeChecked()
  await expect.element(apply).toHaveAccessibleDescription('1 change, 1 to decide Decide first: yours or theirs.')

  await page.getByText('Yours').click()
  await apply.click()

  await expect.element(status).toHaveTextContent('Saved for the next message. Undo')
  expect((await server.clientOf('x').config({ model: tunedModel })).current_values['temperature']).toBe(0.3)
})

test('T11: Reset takes away everything that is saved, says so before, and keeps the focus', async () => {
  const server = startTuningServer()
  await server.clientOf('ann').save({ model: tunedModel, generation_params: { temperature: 0.3, top_k: 20 } })
  await render(<Panel tuning={storeOf(server)} />)
  await expect.element(page.getByText(/^2 values are saved for this model/)).toBeVisible()

  await page.getByRole('button', { name: 'Reset all' }).click()

  await expect.element(status).toHaveTextContent('Reset. Undo')
  await expect.element(temperature).toHaveValue('0.80')
  expect(document.activeElement).not.toBe(document.body)
})

test('the foot keeps its height, whatever it says', async () => {
  const server = startTuningServer()
  const tuning = storeOf(server)
  await render(<Panel tuning={tuning} />)
  const foot = document.querySelector('[data-slot="foot"]')
  const heights = new Set<number | undefined>()
  const measure = (): void => void heights.add(foot?.getBoundingClientRect().height)
  measure()
  await expect.element(temperature).toBeVisible()
  measure()

  await temperature.fill('9')
  await expect.element(page.getByText(/1 to mend/)).toBeVisible()
  measure()
  await temperature.fill('0.3')
  await apply.click()
  await expect.element(status).toHaveTextContent('Saved for the next message. Undo')
  measure()
  server.fail('network')
  await temperature.fill('0.4')
  await apply.click()
  await expect.element(status).toHaveTextContent('Not saved.')
  measure()

  expect(heights.size).toBe(1)
})

test('a panel that React mounts twice loads once to the end', async () => {
  const tuning = storeOf(startTuningServer())

  await render(
    <StrictMode>
      <Panel tuning={tuning} />
    </StrictMode>,
  )

  await expect.element(temperature).toHaveValue('0.80')
  expect(tuning.get().step).toEqual({ is: 'idle' })
})

test('P03: Polish, with its own decimal sign', async () => {
  const tuning = storeOf(startTuningServer())
  await render(
    <LanguageProvider language={pl}>
      <Panel tuning={tuning} />
    </LanguageProvider>,
  )

  await page.getByRole('spinbutton', { name: 'Temperatura' }).fill('0,7')
  await page.getByRole('button', { name: 'Zastosuj' }).click()

  await expect.element(status).toHaveTextContent('Zapisano dla następnych wiadomości. Cofnij')
  expect(tuning.form.get().saved).toEqual({ temperature: 0.7 })
})
