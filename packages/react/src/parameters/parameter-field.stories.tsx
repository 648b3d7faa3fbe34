import { catalogue, type Issue } from '@venom/core'
import { expect, userEvent, waitFor, within } from 'storybook/test'

import preview from '../../.storybook/preview.js'
import type { ParameterForm } from './form.js'
import { newerSchema } from './newer-schema.fixture.js'
import { Rows } from './rows.fixture.js'

const { temperature, max_tokens, repeat_penalty, top_k, stop, mirostat, ignore_eos, seed } = catalogue
const samplers = ['penalties', 'dry', 'top_n_sigma', 'top_k', 'typ_p', 'top_p', 'min_p', 'xtc', 'temperature']
const meta = preview.meta({ title: 'Parameters/Field', component: Rows })

export const Assumed = meta.story({ args: { schema: { temperature, stop, mirostat, ignore_eos } } })

export const Reported = meta.story({
  args: {
    schema: { temperature, mirostat, ignore_eos },
    reported: { temperature: 0.8, mirostat: 0, ignore_eos: true },
  },
})

export const Saved = meta.story({
  args: {
    schema: { temperature, stop, mirostat, ignore_eos },
    saved: { temperature: 0.65, stop: ['\n\nUser:', ' END '], mirostat: 2, ignore_eos: true },
    reported: { temperature: 0.8, mirostat: 0, ignore_eos: false },
  },
})

export const Changed = meta.story({
  args: {
    schema: { temperature, stop, mirostat, ignore_eos },
    reported: { temperature: 0.8 },
    edit: (form) => {
      form.set('temperature', 1.2)
      form.set('stop', ['###'])
      form.set('mirostat', 1)
      form.set('ignore_eos', true)
    },
  },
})

export const Invalid = meta.story({
  args: {
    schema: { repeat_penalty, temperature, top_k, stop, mirostat },
    saved: { repeat_penalty: 1.05 },
    reported: { temperature: 0.8, repeat_penalty: 1.1, top_k: 40 },
    edit: (form) => {
      form.set('repeat_penalty', 2.4)
      form.set('temperature', -1)
      form.type('top_k', 'forty')
      form.set('stop', ['', 'x'])
      form.set('mirostat', 7)
    },
  },
})

const refusals: readonly Issue[] = [
  { path: 'temperature', code: 'parameter.max', message: 'temperature must be at most 1.5', limit: 1.5 },
  {
    path: 'stop',
    code: 'parameter.rule',
    message: '`stop` must not hold the end mark of the model. Remove "<|eot_id|>".',
  },
]

export const Refused = meta.story({
  args: {
    schema: { temperature, stop },
    edit: (form) => {
      form.set('temperature', 1.8)
      form.set('stop', ['<|eot_id|>'])
      form.refuse(refusals)
    },
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('spinbutton', { name: 'Temperature' })).toHaveAccessibleDescription(
      /temperature must be at most 1\.5/,
    )
  },
})

export const Warned = meta.story({ args: { schema: { seed, ignore_eos }, reported: { seed: -1 } } })

export const WithoutEffect = meta.story({
  args: {
    schema: { temperature, top_k, repeat_penalty, mirostat },
    reported: { temperature: 0.8, top_k: 40, repeat_penalty: 1 },
    edit: (form) => form.set('mirostat', 2),
  },
})

export const OutsideTheSlider = meta.story({
  args: {
    schema: { max_tokens: { ...max_tokens, min: -1, max: 2 ** 31 - 1, slider: { min: 128, max: 8192, step: 1 } } },
    saved: { max_tokens: 131_072 },
    reported: { max_tokens: -1 },
  },
})

export const LongTexts = meta.story({
  args: {
    schema: {
      temperature: { ...temperature, label: 'The temperature with which the sampler of the drafting model is run' },
      engine: {
        type: 'enum',
        default: 'a-very-long-name-of-an-engine-that-nobody-shortened',
        options: ['a-very-long-name-of-an-engine-that-nobody-shortened', 'short'],
        label: 'Engine',
      },
      system: {
        type: 'string',
        default: 'You answer in one paragraph.\nYou name your sources, and you say what you do not know.',
        label: 'System text',
      },
    },
  },
})

export const HugeOptionList = meta.story({
  args: {
    schema: {
      voice: { type: 'enum', default: 'voice-7', options: Array.from({ length: 500 }, (_, index) => `voice-${index}`) },
      samplers: { type: 'list', default: samplers.slice(0, 3), options: samplers, label: 'Samplers' },
      languages: {
        type: 'list',
        default: [],
        options: Array.from({ length: 300 }, (_, index) => `language-${index}`),
        label: 'Languages',
      },
    },
  },
})

export const UnknownType = meta.story({ args: { schema: newerSchema } })

export const TypingInPolish = meta.story({
  args: { schema: { temperature }, reported: { temperature: 0.8 } },
  globals: { language: 'pl' },
  play: async ({ canvas }) => {
    const input = canvas.getByRole('spinbutton', { name: 'Temperatura' })

    await userEvent.clear(input)
    await userEvent.type(input, '0,7{Enter}')
    await expect(input).toHaveValue('0,70')
    await expect(canvas.getByText('twoje, zmienione')).toBeVisible()
    await userEvent.clear(input)
    await userEvent.type(input, '1e-3{Enter}')
    await expect(input).toHaveValue('0,001')
  },
})

export const TooLargeIsKeptAndRefused = meta.story({
  args: { schema: { repeat_penalty }, saved: { repeat_penalty: 1.05 } },
  play: async ({ canvas }) => {
    const input = canvas.getByRole('spinbutton', { name: 'Repeat penalty' })

    await userEvent.clear(input)
    await userEvent.type(input, '9{Enter}')

    await expect(input).toHaveValue('9.00')
    await expect(input).toHaveAccessibleDescription(/At most 2\. The saved value 1\.05 stays until this is mended\./)
  },
})

export const TypingTexts = meta.story({
  args: { schema: { stop } },
  play: async ({ canvas }) => {
    const input = canvas.getByRole('textbox', { name: 'Stop texts' })

    await userEvent.type(input, '\\nUser:{Enter}END,###{Enter}')
    await expect(canvas.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['\\nUser:', 'END', '###'])
    await userEvent.keyboard('{Backspace}')
    await expect(input).toHaveValue('###')
  },
})

export const ChoosingByKeyboard = meta.story({
  args: { schema: { mirostat } },
  play: async ({ canvas }) => {
    await waitFor(() => expect(canvas.getByRole('combobox')).toHaveAttribute('aria-expanded', 'false'))
    canvas.getByRole('combobox').focus()

    await userEvent.keyboard('{Enter}')
    const list = await canvas.findByRole('listbox')
    await waitFor(() => expect(within(list).getByRole('option', { name: '0' })).toHaveFocus())
    await userEvent.keyboard('{ArrowDown}')
    await waitFor(() => expect(within(list).getByRole('option', { name: '1' })).toHaveFocus())
    await userEvent.keyboard('{Enter}')

    await waitFor(() => expect(canvas.getByRole('combobox')).toHaveTextContent('1'))
  },
})

export const OpenSelect = meta.story({
  // While its list holds the focus, Radix hides the rest of the page from screen readers; that one cannot get there axe does not see.
  parameters: { a11y: { config: { rules: [{ id: 'aria-hidden-focus', enabled: false }] } } },
  args: { schema: { mirostat: { ...mirostat, options: samplers, default: 'top_k' } } },
  play: async ({ canvas }) => {
    await waitFor(() => expect(canvas.getByRole('combobox')).toHaveAttribute('aria-expanded', 'false'))
    canvas.getByRole('combobox').focus()
    await userEvent.keyboard('{Enter}')
    await expect(await canvas.findByRole('listbox')).toBeVisible()
  },
})

export const OpenMenu = meta.story({
  args: { schema: { samplers: { type: 'list', default: samplers.slice(0, 3), options: samplers, label: 'Samplers' } } },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByText(/3 of 9 chosen/))
    await userEvent.click(await canvas.findByRole('checkbox', { name: 'min_p' }))
    await expect(canvas.getByText(/4 of 9 chosen/)).toBeVisible()
  },
})

export const Explained = meta.story({
  args: { schema: { temperature }, reported: { temperature: 0.8 } },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'About Temperature' }))
    await expect(canvas.getByText(/How freely the model departs/)).toBeVisible()
  },
})

const everything = {
  schema: { temperature, top_k, repeat_penalty, seed, stop, mirostat, ignore_eos },
  saved: { repeat_penalty: 1.05, stop: ['\n\nUser:'] },
  reported: { temperature: 0.8, seed: -1 },
  edit: (form: ParameterForm) => {
    form.set('repeat_penalty', 2.4)
    form.set('mirostat', 1)
  },
}
export const InPolish = meta.story({ args: everything, globals: { language: 'pl' } })
export const InTheDark = meta.story({ args: everything, globals: { theme: 'dark' } })
export const RightToLeft = meta.story({ args: everything, globals: { language: 'rtl' } })
