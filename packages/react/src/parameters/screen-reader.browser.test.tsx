import '../theme/theme.css'

import type { GenerationSchema } from '@venom/core'
import { expect, onTestFinished, test, vi } from 'vitest'
import { cdp, page } from 'vitest/browser'
import { render } from 'vitest-browser-react'

import { DynamicParameterForm } from './dynamic-parameter-form.js'
import { createParameterForm } from './form-store.js'
import { llamaConfig, llamaLayers } from './llama-config.fixture.js'
import { newerSchema } from './newer-schema.fixture.js'
import { readPage } from './reading.fixture.js'

test('T10: a screen reader reads the whole form in order, with who set each value and what is wrong', async () => {
  const form = createParameterForm(llamaConfig)
  form.set('repeat_penalty', 2.4)
  form.set('mirostat', 1)
  await render(<DynamicParameterForm form={form} layerLabels={llamaLayers} />)
  await expect.poll(() => document.querySelectorAll('button[role=combobox]').length).toBe(1)

  expect(await readPage()).toMatchInlineSnapshot(`
    "region "Sampling"
    heading "Sampling"
    button "Reset group: Sampling"
    Temperature
    button "About Temperature", collapsed
    yours
    spinbutton "Temperature", 0.65 - yours from 0 to 2
    slider "Temperature", 0.65 - yours from 0 to 2
    button "Back to 0.80, llama-server: Temperature"
    Top P
    button "About Top P", collapsed
    llama-server
    spinbutton "Top P", 0.95 - llama-server No effect now: needs Mirostat = 0. from 0 to 1
    slider "Top P", 0.95 - llama-server No effect now: needs Mirostat = 0. from 0 to 1
    No effect now: needs Mirostat = 0.
    Top K
    button "About Top K", collapsed
    llama-server
    spinbutton "Top K", 40 - llama-server No effect now: needs Mirostat = 0. from 0 to 2,147,483,647 tokens
    slider "Top K", 40 tokens - llama-server No effect now: needs Mirostat = 0. from 0 to 2,147,483,647 tokens
    No effect now: needs Mirostat = 0.
    Min P
    button "About Min P", collapsed
    llama-server
    spinbutton "Min P", 0.05 - llama-server No effect now: needs Mirostat = 0. from 0 to 1
    slider "Min P", 0.05 - llama-server No effect now: needs Mirostat = 0. from 0 to 1
    No effect now: needs Mirostat = 0.
    region "Length"
    heading "Length"
    button "Reset group: Length"
    Maximum length
    button "About Maximum length", collapsed
    llama-server
    spinbutton "Maximum length", -1 - llama-server from -1 to 2,147,483,647 tokens
    slider "Maximum length", -1 tokens, beyond the slider: from 128 to 8,192 - llama-server from -1 to 2,147,483,647 tokens
    Stop texts
    button "About Stop texts", collapsed
    yours
    listitem ""
    \\n\\nUser:
    button "Remove \\n\\nUser:"
    textbox "Stop texts" - yours Enter or a comma adds, Backspace edits the last one, \\n is a new line.
    button "Leave it to the server: Stop texts"
    region "Penalties"
    heading "Penalties"
    button "Reset group: Penalties"
    Repeat penalty
    button "About Repeat penalty", collapsed
    not saved
    spinbutton "Repeat penalty", 2.40, invalid - not saved At most 2. The saved value 1.05 stays until this is mended. No effect now: needs Mirostat = 0. from 0.01 to 2
    slider "Repeat penalty", 2.40, beyond the slider: from 1 to 2, invalid - not saved At most 2. The saved value 1.05 stays until this is mended. No effect now: needs Mirostat = 0. from 0.01 to 2
    At most 2. The saved value 1.05 stays until this is mended.
    button "Back to 1.00, llama-server: Repeat penalty"
    No effect now: needs Mirostat = 0.
    Presence penalty
    button "About Presence penalty", collapsed
    llama-server
    spinbutton "Presence penalty", 0.00 - llama-server No effect now: needs Mirostat = 0. from -2 to 2
    slider "Presence penalty", 0.00 - llama-server No effect now: needs Mirostat = 0. from -2 to 2
    No effect now: needs Mirostat = 0.
    Frequency penalty
    button "About Frequency penalty", collapsed
    llama-server
    spinbutton "Frequency penalty", 0.00 - llama-server No effect now: needs Mirostat = 0. from -2 to 2
    slider "Frequency penalty", 0.00 - llama-server No effect now: needs Mirostat = 0. from -2 to 2
    No effect now: needs Mirostat = 0.
    region "Experimental"
    heading "Experimental"
    button "Reset group: Experimental"
    Mirostat
    button "About Mirostat", collapsed
    yours, changed
    combobox "Mirostat", 1, collapsed - yours, changed While it is on, only temperature counts beside it: every other way of sampling and every penalty is without effect.
    button "Back to 0, llama-server: Mirostat"
    While it is on, only temperature counts beside it: every other way of sampling and every penalty is without effect.
    button "Show all 29 parameters", collapsed"
  `)
})

/** One parameter of each type that there is, and one of a type that only a newer server knows. */
const everyType: GenerationSchema = {
  strength: { type: 'float', default: 0.5, min: 0, max: 1, label: 'Strength', order: 1 },
  tokens: { type: 'int', default: 4, min: 0, label: 'Tokens', order: 2 },
  greedy: { type: 'bool', default: false, label: 'Greedy', order: 3 },
  mode: { type: 'enum', default: 'fast', options: ['fast', 'exact'], label: 'Mode', order: 4 },
  samplers: { type: 'list', default: ['top_k'], options: ['top_k', 'min_p'], label: 'Samplers', order: 5 },
  stop: { type: 'list', default: [], label: 'Stop texts', order: 6 },
  system: { type: 'string', default: 'Be brief.', label: 'System text', order: 7 },
  ...newerSchema,
}

test('T10: a screen reader reads every type of parameter: switch, menus of one and of several, texts, and one that is not known', async () => {
  vi.spyOn(console, 'warn').mockReturnValue()
  onTestFinished(() => {
    vi.restoreAllMocks()
  })
  const form = createParameterForm({ schema: everyType, values: { greedy: true, samplers: ['top_k', 'min_p'] } })
  await render(<DynamicParameterForm form={form} />)
  await expect.poll(() => document.querySelectorAll('button[role=combobox]').length).toBe(1)
  await page.getByText(/^top_k, min_p/).click()
  await expect.element(page.getByRole('checkbox', { name: 'min_p' })).toBeChecked()

  expect(await readPage()).toMatchInlineSnapshot(`
    "region "Other"
    heading "Other"
    button "Reset group: Other"
    Strength
    server decides
    spinbutton "Strength", 0.50 - server decides from 0 to 1
    slider "Strength", 0.50 - server decides from 0 to 1
    Tokens
    server decides
    spinbutton "Tokens", 4 - server decides at least 0
    at least 0
    Greedy
    yours
    switch "Greedy", on - yours
    button "Leave it to the server: Greedy"
    Mode
    server decides
    combobox "Mode", fast, collapsed - server decides
    Samplers
    yours
    group ""
    DisclosureTriangle "Samplers top_k, min_p , 2 of 2 chosen", expanded - yours
    group "Samplers"
    checkbox "top_k", on
    top_k
    checkbox "min_p", on
    min_p
    button "Leave it to the server: Samplers"
    Stop texts
    server decides
    textbox "Stop texts" - server decides Enter or a comma adds, Backspace edits the last one, \\n is a new line.
    System text
    server decides
    textbox "System text", Be brief. - server decides
    Noise curve
    button "About Noise curve", collapsed
    server decides
    status "Noise curve" - server decides
    [0,0.5,1]
    Shown as it came: this form has no control for the type curve."
  `)
})

test('T10: under a finger a screen reader reads the platform’s own select', async () => {
  await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: true })
  onTestFinished(async () => {
    await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: false })
  })
  const { mode, greedy } = everyType
  if (mode === undefined || greedy === undefined) throw new Error('The schema lacks a type.')
  await render(<DynamicParameterForm schema={{ mode, greedy }} defaultValues={{ mode: 'exact' }} />)
  expect(document.querySelectorAll('select')).toHaveLength(1)

  expect(await readPage()).toMatchInlineSnapshot(`
    "region "Other"
    heading "Other"
    button "Reset group: Other"
    Greedy
    server decides
    switch "Greedy", off - server decides
    Mode
    yours
    combobox "Mode", exact, collapsed - yours
    button "Leave it to the server: Mode""
  `)
})
