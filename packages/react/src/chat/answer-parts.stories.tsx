import { VenomError } from '@venom/core'
import { expect, userEvent, waitFor } from 'storybook/test'

import preview from '../../.storybook/preview.js'
import { ScriptedChat } from './scripted-chat.fixture.js'
import { type Script, start, words } from './scripted-server.fixture.js'
import { report, temperature } from './story-texts.fixture.js'

const meta = preview.meta({ title: 'Chat/Parts of an answer', component: ScriptedChat })

/** Everything that can stand around the text of an answer. */
const script: Script = () => [
  start(report),
  { type: 'reasoning-delta', text: 'The user asks about sampling. Explain softmax first, then what dividing does.' },
  { type: 'tool-call', call_id: '1', name: 'read_file', arguments: { path: 'notes.md', lines: [1, 40] } },
  ...words(temperature.slice(0, 130)),
  { fail: new VenomError('runtime.failed', 'llama-server: slot 0 was lost. Ask again; see its log for the reason.') },
]

const args = { script, questions: ['Why does temperature change how surprising an answer is?'] }

interface Canvas {
  readonly findByText: (text: string) => Promise<HTMLElement>
  readonly getByRole: (role: string, options?: { readonly name?: RegExp }) => HTMLElement
  readonly getByText: (text: string | RegExp) => HTMLElement
}

/** Opens all that is folded away, which is what the accessibility is judged by. */
const opens =
  (failed: string, thoughts: string, called: string, sent: RegExp) =>
  async ({ canvas }: { readonly canvas: Canvas }) => {
    await expect(await canvas.findByText(failed)).toBeVisible()
    await userEvent.click(canvas.getByText(thoughts))
    await userEvent.click(canvas.getByText(called))
    await userEvent.click(canvas.getByRole('button', { name: sent }))

    await expect(canvas.getByText(/Explain softmax first/)).toBeVisible()
    await expect(canvas.getByText(/"path": "notes\.md"/)).toBeVisible()
    const log = canvas.getByRole('log')
    await waitFor(() => expect(canvas.getByRole('table')).toBeVisible())
    await expect(log.scrollWidth).toBe(log.clientWidth)
  }

const inEnglish = opens('The answer failed', 'Thoughts', 'Called read_file', /^What was sent/)

export const Dark = meta.story({ args, globals: { theme: 'dark' }, play: inEnglish })

export const Polish = meta.story({
  args,
  globals: { language: 'pl' },
  play: opens('Odpowiedź się nie udała', 'Tok myślenia', 'Wywołanie read_file', /^Co zostało wysłane/),
})

export const RightToLeft = meta.story({ args, globals: { language: 'rtl' }, play: inEnglish })

export const Narrow = meta.story({
  args,
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 296 }}>
        <Story />
      </div>
    ),
  ],
  play: inEnglish,
})
