import { VenomError } from '@venom/core'
import { expect, fn, userEvent, waitFor } from 'storybook/test'

import preview from '../../.storybook/preview.js'
import { ScriptedChat } from './scripted-chat.fixture.js'
import { finish, type Script, start, words } from './scripted-server.fixture.js'
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

const overflow: Script = () => [
  start(),
  {
    fail: new VenomError('chat.context_overflow', 'request (3011 tokens) exceeds the available context size', {
      details: { limit: 1_024, used: 3_011 },
    }),
  },
]

/** A conversation that the window holds no more: the same question again cannot succeed. */
export const DoesNotFit = meta.story({
  args: { script: overflow, questions: args.questions, onNewChat: fn() },
  async play({ canvas, args: { onNewChat } }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'New chat' }))

    await expect(onNewChat).toHaveBeenCalledOnce()
    await expect(canvas.queryByRole('button', { name: 'Try again' })).toBeNull()
  },
})

export const DoesNotFitPolish = meta.story({
  args: { script: overflow, questions: args.questions, onNewChat: fn() },
  globals: { language: 'pl', theme: 'dark' },
  async play({ canvas }) {
    await expect(await canvas.findByRole('button', { name: 'Nowy czat' })).toBeVisible()
  },
})

/** The window was full before the answer was. */
export const CutByTheWindow = meta.story({
  args: {
    script: () => [
      start(),
      ...words(temperature),
      { type: 'warning', code: 'chat.answer_cut_by_window', detail: { requested: null, got: 71, context_tokens: 512 } },
      finish(71, { reason: 'length' }),
    ],
    questions: args.questions,
  },
  async play({ canvas }) {
    await expect(await canvas.findByText(/^The window of 512 tokens is full/)).toBeVisible()
    await expect(canvas.queryByText(/max_tokens/)).toBeNull()
  },
})
