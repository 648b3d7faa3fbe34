import { type ReactNode, useState } from 'react'
import { expect, fn, userEvent, waitFor } from 'storybook/test'

import preview from '../../.storybook/preview.js'
import type { ChatStore } from './chat-contract.js'
import { createChatStore } from './chat-store.js'
import { Composer, type ComposerProps } from './composer.js'
import { model, type Script, serveScript, start } from './scripted-server.fixture.js'

const forever = new Promise<never>(() => undefined)
const endless: Script = () => [start(), 'So far', { until: forever }]

interface StoryProps extends Partial<Omit<ComposerProps, 'chat'>> {
  readonly text?: string
  readonly isAnswering?: boolean
}

/** A composer alone. */
function ComposerAlone({ text = '', isAnswering = false, ...props }: StoryProps): ReactNode {
  const [chat] = useState(() => begin(text, isAnswering))
  return <Composer chat={chat} options={{ model }} {...props} />
}

function begin(text: string, isAnswering: boolean): ChatStore {
  const chat = createChatStore(serveScript(endless).client)
  chat.draft.set(text)
  if (isAnswering) void chat.send('Go on.', { model })
  return chat
}

const meta = preview.meta({ title: 'Chat/Composer', component: ComposerAlone })

const chips = [
  { name: 'temperature', value: 0.65, isYours: true },
  { name: 'top_p', value: 0.9 },
  { name: 'stop', value: ['\n\n'] },
  { name: 'max_tokens', value: 131_072 },
  { name: 'seed', value: 42, isYours: true },
]

export const Idle = meta.story({
  args: { chips },
  async play({ canvas }) {
    await userEvent.click(canvas.getByRole('button', { name: '+2 set' }))

    await expect(canvas.getByText('max_tokens 131,072')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Show fewer' })).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Send' })).toHaveAttribute('title', 'Write something first.')
  },
})

export const Written = meta.story({
  args: { text: 'Two\nlines', chips },
  async play({ canvas }) {
    const field = canvas.getByRole('textbox', { name: 'Your message' })
    await userEvent.type(field, '{Shift>}{Enter}{/Shift}and a third')

    await expect(field).toHaveValue('Two\nlines\nand a third')
    await expect(field.clientHeight).toBeGreaterThan(60)
  },
})

export const WithoutModel = meta.story({
  args: { options: undefined, text: 'Hello', chips },
  async play({ canvas }) {
    const send = canvas.getByRole('button', { name: 'Send' })
    await expect(canvas.getByText('Pick a model to write to.')).toBeVisible()
    await expect(send).toHaveAttribute('aria-disabled', 'true')
    await expect(canvas.getByRole('textbox')).toHaveAccessibleDescription(/Pick a model to write to\./)
  },
})

export const Disabled = meta.story({
  args: { text: 'Hello', disabledReason: 'llama-server is loading Llama-3.2-3B-Instruct: 41 %.' },
})

export const Answering = meta.story({ args: { isAnswering: true, chips } })

export const AnsweringDark = meta.story({ args: { isAnswering: true, chips }, globals: { theme: 'dark' } })

export const LongText = meta.story({
  args: { text: 'A long paste that goes on and on. '.repeat(200), chips },
  async play({ canvas }) {
    const field = canvas.getByRole('textbox')
    await expect(field.clientHeight).toBeLessThanOrEqual(320)
    await expect(field.scrollHeight).toBeGreaterThan(field.clientHeight)
  },
})

export const LongTextRightToLeft = meta.story({
  args: { text: 'A long paste that goes on and on. '.repeat(9), chips },
  globals: { language: 'rtl' },
})

export const Polish = meta.story({
  args: { options: undefined, chips },
  globals: { language: 'pl' },
  async play({ canvas }) {
    await expect(canvas.getByText('Wybierz model, do którego chcesz pisać.')).toBeVisible()
  },
})

export const Narrow = meta.story({
  args: { text: 'Hello', chips },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 296 }}>
        <Story />
      </div>
    ),
  ],
})

export const SendThatFails = meta.story({
  args: { text: 'Hello', onSend: fn(async () => Promise.reject(new Error('the queue is full. Wait a moment.'))) },
  async play({ canvas }) {
    await userEvent.type(canvas.getByRole('textbox'), '{Enter}')

    await expect(await canvas.findByText('Not sent: the queue is full. Wait a moment.')).toBeVisible()
    await waitFor(() => expect(canvas.getByRole('textbox')).toHaveValue('Hello'))
  },
})

export const InputMethod = meta.story({
  args: { onSend: fn() },
  async play({ canvas, args }) {
    const field = canvas.getByRole('textbox')
    await userEvent.type(field, 'にほん')
    const press = (more: KeyboardEventInit): boolean =>
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more }))

    // Chrome: the key comes first, marked. Safari: the composition ends first, and the key has the code 229, or nothing.
    press({ isComposing: true })
    press({ keyCode: 229 })
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
    press({})

    await expect(args.onSend).not.toHaveBeenCalled()
    await waitFor(() => {
      press({ keyCode: 13 })
      return expect(args.onSend).toHaveBeenCalledTimes(1)
    })
  },
})
