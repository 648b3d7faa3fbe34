import { VenomError } from '@venom/core'
import type { ReactNode } from 'react'
import { expect, userEvent, waitFor } from 'storybook/test'

import preview from '../../.storybook/preview.js'
import { Markdown } from '../markdown/markdown.js'
import { ScriptedChat } from './scripted-chat.fixture.js'
import { finish, type Script, start, words } from './scripted-server.fixture.js'
import { examples, longThread, report, settings, temperature } from './story-texts.fixture.js'
import type { AnswerText } from './transcript-parts.js'

const forever = new Promise<never>(() => undefined)
const renderText = ({ text, isStreaming }: AnswerText): ReactNode => <Markdown text={text} isStreaming={isStreaming} />
const chips = [
  { name: 'temperature', value: 0.65, isYours: true },
  { name: 'top_p', value: 0.9 },
  { name: 'max_tokens', value: 1_024 },
  { name: 'top_k', value: 40 },
]

const meta = preview.meta({ title: 'Chat/Chat', component: ScriptedChat, args: { renderText, chips } })

const why = 'Why does temperature change how surprising an answer is?'
const answered: Script = () => [start(report), ...words(temperature), finish(71)]
const writing: Script = (request, before) =>
  before === 0
    ? answered(request, before)
    : [start(), { type: 'progress', phase: 'first_token', at_ms: 47 }, ...words(settings), { until: forever }]
const twoQuestions = { script: writing, questions: [why, 'Give me three settings to try.'] }

export const Empty = meta.story({
  args: { script: answered, examples },
  async play({ canvas }) {
    await userEvent.click(await canvas.findByRole('button', { name: examples[0] ?? '' }))

    await expect(canvas.getByRole('article', { name: 'Your message 1' })).toHaveTextContent(examples[0] ?? '')
    await waitFor(() => expect(canvas.getByRole('log')).toHaveFocus())
  },
})

export const EmptyWithoutModel = meta.story({ args: { script: answered, examples, options: undefined, chips: [] } })

export const Waiting = meta.story({
  args: {
    script: () => [
      start(),
      { type: 'progress', phase: 'connected', at_ms: 4 },
      { type: 'progress', phase: 'prefill', at_ms: 310, done: 1_536, total: 4_096 },
      { until: forever },
    ],
    questions: ['Sum up the report.'],
  },
  async play({ canvas }) {
    await expect(await canvas.findByText(/1,536 of 4,096 tokens/)).toBeVisible()
    await expect(await canvas.findByText(/^(0\.\d+ s|\d+ ms|\d\.\d+ s)$/)).toBeVisible()
  },
})

export const Writing = meta.story({
  args: twoQuestions,
  async play({ canvas }) {
    await expect(await canvas.findByText(/where a wrong/)).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Stop' })).toBeVisible()
    await expect(canvas.getByText('Answering')).toBeInTheDocument()
  },
})

export const WritingDark = meta.story({ args: twoQuestions, globals: { theme: 'dark' } })

export const WritingPolish = meta.story({ args: twoQuestions, globals: { language: 'pl' } })

export const WritingRightToLeft = meta.story({ args: twoQuestions, globals: { language: 'rtl' } })

export const StoppedByEscape = meta.story({
  args: { script: writing, questions: [why] },
  async play({ canvas }) {
    const field = canvas.getByRole('textbox', { name: 'Your message' })
    await canvas.findByText(/71 tokens/)
    await userEvent.type(field, 'Give me three.{Enter}')
    await canvas.findByText(/where a wrong/)

    await userEvent.keyboard('{Escape}')

    await expect(canvas.getByText('Stopped. The text so far is kept.')).toBeVisible()
    await expect(field).toHaveFocus()
    await expect(canvas.getByRole('button', { name: 'Send' })).toBeVisible()
  },
})

export const FailedInTheMiddle = meta.story({
  args: {
    script: () => [
      start(),
      ...words(temperature.slice(0, 130)),
      {
        fail: new VenomError('runtime.failed', 'llama-server: slot 0 was lost. Ask again; see its log for the reason.'),
      },
    ],
    questions: [why],
  },
  async play({ canvas }) {
    await expect(await canvas.findByText('The answer failed')).toBeVisible()
    await expect(canvas.getByText('runtime.failed')).toBeVisible()
    await expect(canvas.getByRole('alert')).toHaveTextContent('The answer failed. llama-server: slot 0')
    await expect(canvas.getByText(/Temperature divides/)).toBeVisible()
  },
})

export const FailedAtOnce = meta.story({
  args: {
    script: (request, before) =>
      before === 0
        ? [{ fail: new VenomError('runtime.unreachable', 'llama-server does not answer at 127.0.0.1:8080. Start it.') }]
        : answered(request, before),
    questions: [why],
  },
  async play({ canvas }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Try again' }))

    await expect(await canvas.findByText(/71 tokens/)).toBeVisible()
    await expect(canvas.queryByText('The runtime does not answer')).toBeNull()
  },
})

export const WhatWasSent = meta.story({
  args: { script: answered, questions: [why] },
  async play({ canvas }) {
    await canvas.findByText(/71 tokens/)
    await userEvent.click(canvas.getByRole('button', { name: /What was sent/ }))

    await expect(canvas.getByRole('row', { name: /mirostat.*left out/ })).toBeVisible()
    await expect(canvas.getByRole('row', { name: /temperature.*2\.5.*2.*moved/ })).toBeVisible()
  },
})

export const Thinking = meta.story({
  args: {
    script: () => [
      start(),
      {
        type: 'reasoning-delta',
        text: 'The user asks about sampling. Explain softmax first, then what dividing does.',
      },
      ...words(temperature),
      finish(212, {
        timings: { connected: 4, prefill: 128, first_token: 141, first_text: 3_340, decode: 5_400, total: 5_541 },
      }),
    ],
    questions: [why],
  },
  async play({ canvas }) {
    await userEvent.click(await canvas.findByText('Thought for 3.20 s'))

    await expect(canvas.getByText(/Explain softmax first/)).toBeVisible()
  },
})

export const ToolCalled = meta.story({
  args: {
    script: () => [
      start(),
      { type: 'tool-call', call_id: '1', name: 'read_file', arguments: { path: 'notes.md', lines: [1, 40] } },
      finish(24, { reason: 'tool_calls' }),
    ],
    questions: ['What stands in my notes?'],
  },
  async play({ canvas }) {
    await userEvent.click(await canvas.findByText('Called read_file'))

    await expect(canvas.getByText(/"path": "notes\.md"/)).toBeVisible()
  },
})

export const CutOffAndLong = meta.story({
  args: {
    script: () => [
      start(),
      `https://example.com/${'a-very-long-address/'.repeat(20)}\n\n${'Donaudampfschifffahrtsgesellschaft'.repeat(8)}`,
      finish(256, { reason: 'length' }),
    ],
    questions: ['unbroken'.repeat(30)],
  },
  async play({ canvas }) {
    await expect(await canvas.findByText(/Cut off at the limit/)).toBeVisible()
    const log = canvas.getByRole('log')
    await expect(log.scrollWidth).toBe(log.clientWidth)
  },
})

export const LongThread = meta.story({
  args: {
    script: (_request, before) => [start(), longThread[before % longThread.length] ?? '', finish(120)],
    questions: Array.from({ length: 12 }, (_, index) => `Question ${index + 1}`),
  },
  async play({ canvas }) {
    const log = canvas.getByRole('log')
    await canvas.findByText('Question 12')
    await waitFor(() => expect(log.scrollTop + log.clientHeight).toBeGreaterThan(log.scrollHeight - 2))
    log.scrollTop = 0

    await userEvent.click(await canvas.findByRole('button', { name: 'Jump to latest' }))

    await waitFor(() => expect(log.scrollTop + log.clientHeight).toBeGreaterThan(log.scrollHeight - 2))
  },
})

export const Versions = meta.story({
  args: {
    script: (_request, before) => [start(), `Answer number ${before + 1}.`, finish(5)],
    questions: [why],
  },
  async play({ canvas }) {
    await canvas.findByText(/5 tokens/)
    await userEvent.click(canvas.getByRole('button', { name: 'Again' }))
    await canvas.findByText('Answer number 2.')

    const before = await canvas.findByRole('button', { name: 'Show the version before' })
    await userEvent.click(before)

    await expect(canvas.getByText('Answer number 1.')).toBeVisible()
    await expect(canvas.getByText('1 of 2')).toBeInTheDocument()
    await expect(before).toHaveFocus()
    await expect(before).toHaveAttribute('aria-disabled', 'true')
  },
})

export const Edited = meta.story({
  args: {
    script: (_request, before) => [start(), `Answer number ${before + 1}.`, finish(5)],
    questions: ['First try'],
  },
  async play({ canvas }) {
    await canvas.findByText('Answer number 1.')
    await userEvent.click(canvas.getByRole('button', { name: 'Edit message 1' }))
    const field = canvas.getByRole('textbox', { name: 'Your message 1' })
    await expect(field).toHaveFocus()
    await userEvent.clear(field)
    await userEvent.type(field, 'Second try{Enter}')

    await expect(await canvas.findByText('Answer number 2.')).toBeVisible()
    await expect(canvas.getByText('Second try')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Edit message 1' })).toHaveFocus()
  },
})

export const Narrow = meta.story({
  args: twoQuestions,
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 296 }} data-testid="narrow">
        <Story />
      </div>
    ),
  ],
  async play({ canvas }) {
    await canvas.findByText(/where a wrong/)
    const log = canvas.getByRole('log')
    await expect(log.scrollWidth).toBe(log.clientWidth)
  },
})

export const AnchoredQuestion = meta.story({
  args: { ...twoQuestions, scroll: 'anchor' },
  async play({ canvas }) {
    await canvas.findByText(/where a wrong/)
    const log = canvas.getByRole('log').getBoundingClientRect()
    const question = canvas.getByRole('article', { name: 'Your message 2' }).getBoundingClientRect()
    await expect(question.top - log.top).toBeLessThan(32)
  },
})
