import type { ReactNode } from 'react'
import { createStore } from '@venom/core'
import { expect, userEvent, waitFor } from 'storybook/test'

import preview from '../../.storybook/preview.js'
import { useStore } from '../use-store.js'
import { Markdown, type MarkdownProps } from './markdown.js'
import { arabic, everything, hostile, longCode, polish, wideTable } from './samples.fixture.js'

const meta = preview.meta({
  title: 'Markdown/Markdown',
  component: Markdown,
  decorators: [
    (Story) => (
      <div style={{ maxInlineSize: 720, marginInline: 'auto' }}>
        <Story />
      </div>
    ),
  ],
})

export const Everything = meta.story({ args: { text: everything } })

export const Dark = meta.story({ args: { text: everything }, globals: { theme: 'dark' } })

export const Polish = meta.story({
  args: { text: polish },
  globals: { language: 'pl' },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('button', { name: 'Kopiuj' })).toBeVisible()
    await expect(canvas.getByText('Do zrobienia')).toBeInTheDocument()
    await expect(canvas.getByRole('link', { name: 'Obraz: Dwie krzywe' })).toBeVisible()
  },
})

export const RightToLeft = meta.story({
  args: { text: arabic },
  globals: { language: 'rtl' },
  play: async ({ canvas }) => {
    const code = canvas.getByRole('group', { name: 'Code, python' })
    await expect(getComputedStyle(code).direction).toBe('ltr')
    await expect(getComputedStyle(canvas.getByText(/stays left to right/)).direction).toBe('ltr')
    await expect(getComputedStyle(canvas.getByText(/تقسم/)).direction).toBe('rtl')
  },
})

export const Narrow = meta.story({
  args: { text: `${everything}\n\n${wideTable}\n\nhttps://example.com/${'a-very-long-address/'.repeat(6)}` },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 296 }} data-testid="narrow">
        <Story />
      </div>
    ),
  ],
  play: async ({ canvas }) => {
    const box = canvas.getByTestId('narrow')
    await expect(box.scrollWidth).toBe(box.clientWidth)
  },
})

export const Hostile = meta.story({
  args: { text: hostile },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvasElement.querySelector('img, script, iframe, style, object, embed')).toBeNull()
    const schemes = canvas.getAllByRole('link').map((link) => new URL(link.getAttribute('href') ?? '').protocol)
    await expect(new Set(schemes)).toEqual(new Set(['https:']))
    await expect(canvas.getByText(/onerror/)).toBeVisible()
  },
})

export const WideTable = meta.story({
  args: { text: wideTable },
  play: async ({ canvas }) => {
    const table = canvas.getByRole('group', { name: 'Table' })
    await userEvent.tab()
    await expect(table).toHaveFocus()
    await expect(table.scrollWidth).toBeGreaterThan(table.clientWidth)
  },
})

export const LongCode = meta.story({
  args: { text: longCode },
  play: async ({ canvas }) => {
    const code = canvas.getByRole('group', { name: 'Code, js' })
    await userEvent.tab()
    await expect(canvas.getByRole('button', { name: 'Copy' })).toHaveFocus()
    await userEvent.tab()
    await expect(code).toHaveFocus()
    await expect(code.scrollWidth).toBeGreaterThan(code.clientWidth)
  },
})

export const OwnCode = meta.story({
  args: { text: '```json\n{ "top_p": 0.9 }\n```', renderCode: ({ text, language }) => <b>{`${language}: ${text}`}</b> },
  play: async ({ canvas }) => {
    await expect(canvas.getByText('json: { "top_p": 0.9 }')).toBeVisible()
  },
})

export const HeadingsFromTheTop = meta.story({
  args: { text: '# Title\n\n## Part', headingOffset: 0 },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('heading', { level: 1, name: 'Title' })).toBeVisible()
  },
})

export const Empty = meta.story({ args: { text: '', isStreaming: true } })

const progress = createStore<MarkdownProps>({ text: '' })

function Growing(): ReactNode {
  return <Markdown {...useStore(progress)} />
}

export const Streaming = meta.story({
  args: { text: '' },
  render: () => <Growing />,
  play: async ({ canvas, canvasElement }) => {
    for (let end = 0; end <= everything.length; end += 12) {
      progress.set({ text: everything.slice(0, end), isStreaming: true })
      await nextFrame()
    }
    progress.set({ text: everything, isStreaming: false })
    await waitFor(() => expect(canvas.getByRole('heading', { name: 'Last words' })).toBeVisible())
    await expect(canvasElement.querySelector('.venom-markdown-caret')).toBeNull()
  },
})

export const StreamingCode = meta.story({
  args: { text: 'Here it is:\n\n```ts\nexport function answer() {\n  return 4', isStreaming: true },
})

export const StreamingTable = meta.story({
  args: { text: '| Setting | Range |\n| --- | --- |\n| `temperature` | 0–2 |\n| `top_k` | 1–', isStreaming: true },
})

function nextFrame(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(resolve)
  })
}
