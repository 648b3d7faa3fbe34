import '../theme/theme.css'

import { expect, onTestFinished, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'

import { Markdown } from './markdown.js'
import { everything, hostile, longCode } from './samples.fixture.js'

test('only the end of a text that grows changes in the document', async () => {
  const text = everything.repeat(4)
  const screen = await render(<Markdown text={text} isStreaming />)
  const root = screen.container.firstElementChild
  const before = [...(root?.children ?? [])]
  const changed = new Set<Node>()
  const observer = new MutationObserver((records) => {
    for (const { target } of records) changed.add(target)
  })
  observer.observe(screen.container, { subtree: true, childList: true, characterData: true, attributes: true })
  onTestFinished(() => observer.disconnect())

  for (let length = 0; length < 200; length += 20) {
    await screen.rerender(
      <Markdown text={`${text}\n\n${'More *words* come. '.repeat(12).slice(0, length)}`} isStreaming />,
    )
  }

  const settled = before.slice(0, -1)
  expect(before.every((element) => element.isConnected)).toBe(true)
  expect(settled.some((element) => [...changed].some((node) => element.contains(node)))).toBe(false)
  expect(changed.size).toBeGreaterThan(0)
})

test('a streamed text ends as the same document as the whole text', async () => {
  const streamed = await render(<Markdown text="" isStreaming />)
  for (let end = 0; end < everything.length; end += 37) {
    await streamed.rerender(<Markdown text={everything.slice(0, end)} isStreaming />)
  }
  await streamed.rerender(<Markdown text={everything} />)
  const whole = await render(<Markdown text={everything} />)

  expect(streamed.container.innerHTML).toBe(whole.container.innerHTML)
})

test('a document that grows past its first blocks moves none of them', async () => {
  const text = 'Some words.\n\n'.repeat(320)
  const screen = await render(<Markdown text={text.slice(0, 200 * 13)} isStreaming />)
  const before = [...screen.container.querySelectorAll('p')].slice(0, -1)

  for (let end = 230 * 13; end < text.length; end += 30 * 13) {
    await screen.rerender(<Markdown text={text.slice(0, end)} isStreaming />)
  }
  await screen.rerender(<Markdown text={text} />)

  expect(screen.container.querySelectorAll('p')).toHaveLength(320)
  expect(before.every((element) => element.isConnected)).toBe(true)
})

const isLaidOut = (element: Element | undefined): boolean | undefined =>
  element?.checkVisibility({ contentVisibilityAuto: true })

test('of many blocks, items or rows, a browser lays out those in sight, and each when it comes into sight', async () => {
  const { container } = await render(<Markdown text={'# Words\n'.repeat(2_000)} />)
  const headings = [...container.querySelectorAll('h3')]
  await expect.poll(() => isLaidOut(headings.at(-1))).toBe(false)
  expect(isLaidOut(headings[0])).toBe(true)

  headings.at(-1)?.scrollIntoView()

  await expect.poll(() => isLaidOut(headings.at(-1))).toBe(true)
})

test('a list and a table of many rows below the window cost it nothing', async () => {
  const table = `| a |\n|---|\n${'| b |\n'.repeat(200)}`
  const { container } = await render(
    <Markdown text={`${'a\n\n'.repeat(200)}${'- a\n'.repeat(200)}\n${table}\n> a\n\n- a`} />,
  )
  const [many, few] = container.querySelectorAll('ul')

  await expect.poll(() => isLaidOut(many?.lastElementChild ?? undefined)).toBe(false)
  await expect.poll(() => isLaidOut(container.querySelector('td') ?? undefined)).toBe(false)
  expect(isLaidOut(few?.lastElementChild ?? undefined)).toBe(true)
})

test('blocks stand as far from each other in a box as before', async () => {
  const { container } = await render(<Markdown text={'# One\n\nTwo\n\n---\n\n- three\n\n'.repeat(80)} />)
  for (const part of container.querySelectorAll<HTMLElement>('[data-slot="part"]'))
    part.style.contentVisibility = 'visible'
  const gaps = (name: string): number[] => {
    const tops = [...container.querySelectorAll(name)].map((element) => element.getBoundingClientRect().top)
    return tops.slice(1).map((top, at) => top - (tops[at] ?? 0))
  }
  const spread = (name: string): number => Math.max(...gaps(name)) - Math.min(...gaps(name))

  expect(gaps('ul')).toHaveLength(79)
  expect(spread('h3')).toBeLessThan(0.1)
  expect(spread('p')).toBeLessThan(0.1)
  expect(spread('hr')).toBeLessThan(0.1)
  expect(spread('ul')).toBeLessThan(0.1)
})

test('a hostile text adds no element that acts or loads, and no handler', async () => {
  const { container } = await render(<Markdown text={hostile} />)

  const names = new Set([...container.querySelectorAll('*')].map(({ localName }) => localName))
  const attributes = new Set([...container.querySelectorAll('*')].flatMap((element) => element.getAttributeNames()))

  expect([...names].toSorted()).toEqual(['a', 'code', 'div', 'li', 'p', 'span', 'ul'])
  expect([...attributes].toSorted()).toEqual([
    'class',
    'data-slot',
    'data-state',
    'dir',
    'href',
    'rel',
    'target',
    'title',
    'translate',
  ])
  expect([...container.querySelectorAll('a')].map(({ protocol, rel }) => `${protocol} ${rel}`)).toEqual([
    'https: noreferrer noopener',
    'https: noreferrer noopener',
  ])
})

test('code is copied without its last line end, and the button says so', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  onTestFinished(() => write.mockRestore())
  await render(<Markdown text={'```sh\nls -l\nrm a\n```'} />)

  await page.getByRole('button', { name: 'Copy' }).click()

  expect(write).toHaveBeenCalledWith('ls -l\nrm a')
  await expect.element(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Copy', exact: true })).toBeVisible()
})

test('code is copied where a browser offers no clipboard', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
  onTestFinished(() => write.mockRestore())
  let copied = ''
  const listener = (): void => {
    const field = document.activeElement
    if (field instanceof HTMLTextAreaElement) copied = field.value
  }
  document.addEventListener('copy', listener)
  onTestFinished(() => document.removeEventListener('copy', listener))
  await render(<Markdown text={'```\na\n```'} />)

  await userEvent.tab()
  await userEvent.keyboard('{Enter}')

  await expect.element(page.getByRole('button', { name: 'Copied' })).toHaveFocus()
  expect(copied).toBe('a')
})

test('a refused copy says what to do', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
  const command = vi.spyOn(document, 'execCommand').mockReturnValue(false)
  onTestFinished(() => {
    write.mockRestore()
    command.mockRestore()
  })
  await render(<Markdown text={'```\na\n```'} />)

  await page.getByRole('button', { name: 'Copy' }).click()

  await expect.element(page.getByRole('alert')).toHaveTextContent('Not copied. Select the code and copy it by hand.')
})

test('the button keeps its width', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  onTestFinished(() => write.mockRestore())
  await render(<Markdown text={'```\na\n```'} />)
  const button = page.getByRole('button')
  const before = button.element().getBoundingClientRect()

  await button.click()

  await expect.element(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(button.element().getBoundingClientRect()).toEqual(before)
})

test('selected code is the code, wherever it was cut', async () => {
  const { container } = await render(<Markdown text={longCode} />)
  const code = container.querySelector('pre code')
  const selection = getSelection()
  if (code === null || selection === null) throw new Error('There is no code.')

  selection.selectAllChildren(code)

  expect(container.querySelectorAll('[data-slot="code-chunk"]').length).toBeGreaterThan(1)
  expect(selection.toString().trimEnd()).toBe(/```js\n([^]*)\n```/.exec(longCode)?.[1])
})

test('a link says where it leads, and a refused one where it would have led', async () => {
  await render(<Markdown text="[here](https://a.example/b) and [there](/settings)" />)

  await expect.element(page.getByRole('link', { name: 'here' })).toHaveAttribute('title', 'https://a.example/b')
  await expect.element(page.getByText('there (/settings)')).toBeVisible()
})

test('the head of a column stands over its cells', async () => {
  await render(<Markdown text={'| a long name | b | c |\n|---|:-:|--:|\n| x | y | z |'} />)
  const sides = (tag: string): readonly string[] =>
    [...document.querySelectorAll(tag)].map((cell) => getComputedStyle(cell).textAlign)

  expect(sides('th')).toEqual(['start', 'center', 'end'])
  expect(sides('td')).toEqual(['start', 'center', 'end'])
})
