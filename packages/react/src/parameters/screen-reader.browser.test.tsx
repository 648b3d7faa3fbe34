import '../theme/theme.css'

import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'

import { DynamicParameterForm } from './dynamic-parameter-form.js'
import { createParameterForm } from './form-store.js'
import { llamaConfig, llamaLayers } from './llama-config.fixture.js'
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
    spinbutton "Top K", 40 - llama-server No effect now: needs Mirostat = 0. from 0 to 2147483647 tokens
    slider "Top K", 40 tokens - llama-server No effect now: needs Mirostat = 0. from 0 to 2147483647 tokens
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
    spinbutton "Maximum length", -1 - llama-server from -1 to 2147483647 tokens
    slider "Maximum length", -1 tokens, beyond the slider: from 128 to 8192 - llama-server from -1 to 2147483647 tokens
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
