import fc from 'fast-check'
import { Lexer } from 'marked'
import { afterEach, expect, test, vi } from 'vitest'

import { chunkedTexts, markdownTexts, toChunks } from './samples.fixture.js'
import type { Block } from './model.js'
import { createMarkdownParser } from './parser.js'

const parse = (text: string, isStreaming = false): readonly Block[] => createMarkdownParser()(text, isStreaming).flat()

/** Parses a text that grows by these chunks, and calls back after each. */
function stream(
  chunks: readonly string[],
  seen: (blocks: readonly Block[]) => void = () => undefined,
): readonly Block[] {
  const parser = createMarkdownParser()
  let text = ''
  for (const chunk of chunks) {
    text += chunk
    seen(parser(text, true).flat())
  }
  return parser(text, false).flat()
}

afterEach(() => {
  vi.restoreAllMocks()
})

test('a text streamed in any chunks ends as the blocks of the whole text', () => {
  fc.assert(
    fc.property(chunkedTexts, ({ text, chunks }) => {
      expect(stream(chunks)).toEqual(parse(text))
    }),
    { numRuns: 2_000 },
  )
})

test('a text that is streamed without saying so ends as the same blocks, too', () => {
  fc.assert(
    fc.property(chunkedTexts, ({ text, chunks }) => {
      const parser = createMarkdownParser()
      let grown = ''
      for (const chunk of chunks) parser((grown += chunk), false)

      expect(parser(text, false).flat()).toEqual(parse(text))
    }),
    { numRuns: 500 },
  )
})

test('line ends of any system are the same line end', () => {
  fc.assert(
    fc.property(markdownTexts, (text) => {
      const unix = text.replaceAll(/\r\n?/g, '\n')

      expect(parse(text)).toEqual(parse(unix))
      expect(stream(toChunks(unix.replaceAll('\n', '\r\n'), [1]))).toEqual(parse(unix))
    }),
    { numRuns: 500 },
  )
})

test('another text than the one so far is parsed from its begin', () => {
  const parser = createMarkdownParser()
  parser('# One\n\ntwo', true)

  expect(parser('three', true).flat()).toEqual(parse('three', true))
})

test('settled blocks stay the same objects while the text grows', () => {
  const text = '# Title\n\nA *first* paragraph.\n\n- one\n- two\n\n```js\nlet a\n```\n\n| a |\n|---|\n| b |\n\nLast'
  const last: Block[][] = []

  const blocks = stream(toChunks(text, [1]), (seen) => last.push([...seen]))

  const before = last.at(-2) ?? []
  expect(blocks).toHaveLength(6)
  expect(blocks.slice(0, -1).every((block, index) => block === before[index])).toBe(true)
})

test('items, rows and groups that are whole stay the same objects within a block that grows', () => {
  const parser = createMarkdownParser()
  const paragraphs = 'Text.\n\n'.repeat(40)
  const items = (blocks: readonly Block[]): unknown => blocks.map((block) => block.type === 'list' && block.items[0])
  const rows = (blocks: readonly Block[]): unknown => blocks.map((block) => block.type === 'table' && block.rows[0])

  const first = parser(`${paragraphs}- one\n- two`, true)
  const second = parser(`${paragraphs}- one\n- two and more`, true)
  const third = parser(`${paragraphs}| a |\n|---|\n| b |\n| c`, true)
  const fourth = parser(`${paragraphs}| a |\n|---|\n| b |\n| c d`, true)

  expect(second[0]).toBe(first[0])
  expect(items(second[1] ?? [])).toEqual(items(first[1] ?? []))
  expect((second[1] ?? []).at(-1)).not.toBe((first[1] ?? []).at(-1))
  expect(rows(fourth[1] ?? [])).toEqual(rows(third[1] ?? []))
})

test('a label that is defined at the end makes links of what waited for it', () => {
  const text = 'See [one][1] and [1].\n\nMore.\n\n[1]: https://a.example/'

  const settled = stream(toChunks(`${text}\n\nEnd.`, [3]))

  expect(JSON.stringify(parse(text)[0]).match(/https:\/\/a\.example\//g)).toHaveLength(2)
  expect(settled[0]).toEqual(parse(text)[0])
})

test('a code block in a text without an end is what follows its fence', () => {
  expect(parse('```py\nprint(1)\n')).toMatchObject([
    { type: 'code', language: 'py', chunks: ['print(1)\n'], isOpen: false },
  ])
  expect(parse('```py\nprint(1)\n', true)).toMatchObject([{ type: 'code', isOpen: true }])
})

test('a list, a table and a quote longer than a piece go on in a second one', () => {
  const cell = 'x'.repeat(80)
  const table = `| a | b |\n|---|---|\n${`| ${cell} | ${cell} |\n`.repeat(150)}`
  const list = `1. ${`${cell}\n1. `.repeat(300)}`

  expect(parse(table).map((block) => block.type)).toEqual(['table', 'table'])
  expect(parse(table).flatMap((block) => (block.type === 'table' ? block.rows : []))).toHaveLength(150)
  expect(parse(list).map((block) => block.type)).toEqual(['list', 'list'])
})

/** How many characters the lexer was given while a text was streamed by so many characters at once. */
function work(text: string, chunk: number): number {
  let characters = 0
  for (const method of ['blockTokens', 'inlineTokens'] as const) {
    const original = Lexer.prototype[method]
    vi.spyOn(Lexer.prototype, method).mockImplementation(function count(this: Lexer, source: string, ...rest: []) {
      characters += source.length
      return original.call(this, source, ...rest)
    })
  }
  stream(toChunks(text, [chunk]))
  vi.restoreAllMocks()
  return characters
}

test.for([
  ['paragraphs', 'Some *plain* words with `code`, over and over.\n\n'],
  ['one paragraph', 'Some *plain* words with `code`, over and over. '],
  ['one paragraph of lines', 'Some *plain* words with `code`, over and over.\n'],
  ['one line of one letter', 'a'],
  ['a list', '- Some *plain* words\n'],
  ['a quote', '> Some *plain* words\n'],
  ['a table', '| a | b |\n|---|---|\n'],
  ['quotes in quotes', '>'],
  ['lists in lists', '- '],
  ['open brackets', '['],
  ['open images', '!['],
  ['open links', '[a]('],
  ['open marks', '**a '],
  ['open words', '*a _b '],
  ['backticks', '`` ` '],
  ['stars', '*'],
  ['tildes', '~~a'],
  ['tags', '<a '],
  ['comments', '<!-- '],
  ['definitions', '[a]: b "\n\n'],
  ['labels', '[a][b] '],
  ['entities', '&#'],
  ['addresses', 'a@b.c'],
  ['blank lines', '\n'],
] as const)('work grows with the text, not with its square: %s', ([, part]) => {
  const half = work(part.repeat(Math.ceil(100_000 / part.length)), 1_000)
  const whole = work(part.repeat(Math.ceil(200_000 / part.length)), 1_000)

  expect(whole).toBeLessThan(2.2 * half + 50_000)
})

test('the lexer does not see the inside of a code block', () => {
  expect(work(`\`\`\`\n${'let a = 1\n'.repeat(20_000)}`, 1_000)).toBeLessThan(200)
})

test('one line of a megabyte is read', () => {
  expect(parse('a b'.repeat(350_000)).length).toBeGreaterThan(10)
})

test('what lies deeper than the limit is shown as it was written', () => {
  const text = JSON.stringify(parse(`${'> '.repeat(3_000)}deep`))

  expect(text).toContain('deep')
  expect(JSON.stringify(parse(`${'*a **b '.repeat(300)}${'** *'.repeat(300)}`))).toContain('a')
})
