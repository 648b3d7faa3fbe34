import fc from 'fast-check'
import { expect, test } from 'vitest'

import { markdownTexts } from './samples.fixture.js'
import { mendInline } from './mend-inline.js'
import { mendLines } from './mend-lines.js'
import { createMarkdownParser } from './parser.js'
import { sketch } from './sketch.fixture.js'

const shown = (text: string): string => sketch(createMarkdownParser()(text, true).flat())

test.for([
  ['**bo', 'p(b(bo))'],
  ['a **bold and more ', 'p(a b(bold and more))'],
  ['a **bold*', 'p(a b(bold))'],
  ['a **bold**', 'p(a b(bold))'],
  ['a **bold** and', 'p(a b(bold) and)'],
  ['a *it', 'p(a i(it))'],
  ['***both** it', 'p(i(b(both) it))'],
  ['a ~~gone', 'p(a s(gone))'],
  ['takes ~5 minutes', 'p(takes ~5 minutes)'],
  ['a **', 'p(a )'],
  ['2 * 3', 'p(2 * 3)'],
  ['snake_case_na', 'p(snake_case_na)'],
  ['a `co', 'p(a `co`)'],
  ['a `', 'p(a )'],
  ['a ``co`', 'p(a `co`)'],
  ['**bold `co', 'p(b(bold `co`))'],
  ['a \\', 'p(a )'],
  ['a <b', 'p(a )'],
  ['<https://a.exam', 'p(a(https://a.exam → https://a.exam/))'],
  ['see [the pa', 'p(see the pa)'],
  ['see [the paper]', 'p(see the paper)'],
  ['see [the paper](htt', 'p(see a(the paper → …))'],
  ['see [the **paper](htt', 'p(see a(the b(paper) → …))'],
  ['**see [the paper](htt', 'p(b(see a(the paper → …)))'],
  ['see [1] and', 'p(see [1] and)'],
  ['see ![a cu', 'p(see a cu)'],
  ['see ![a curve](htt', 'p(see image(a curve → refused))'],
  ['[a](https://b.example/) [c](https://b.example/', 'p(a(a → https://b.example/) a(c → …))'],
] as const)('what is open in a text is closed: %j', ([text, expected]) => {
  expect(shown(text)).toBe(expected)
})

test.for([
  ['text\n-', 'p(text)'],
  ['text\n=', 'p(text)'],
  ['#', ''],
  ['## ', ''],
  ['-', ''],
  ['- a\n- ', '-(a)'],
  ['- a\n- b', '-(a; b)'],
  ['- [', ''],
  ['- [x]', ''],
  ['- [x] d', '-(☑d)'],
  ['1', ''],
  ['1.', ''],
  ['1. a\n2', '1(a)'],
  ['> ', ''],
  ['> a **b', 'quote(p(a b(b)))'],
  ['- a\n  - **b', '-(a -(b(b)))'],
  ['``', ''],
  ['```py', ''],
  ['```py\n', 'code…[py]()'],
  ['```py\na\n``', 'code…[py](a\n)'],
  ['```py\na\n```', 'code[py](a\n)'],
  ['```py\n**a', 'code…[py](**a)'],
  ['- a\n  ```js\n  **b', '-(a code…[js](**b))'],
  ['| a', 'table(a)'],
  ['| a | **b', 'table(a|b(b))'],
  ['| a | b |', 'table(a|b)'],
  ['| a | b |\n', 'table(a|b)'],
  ['| a | b |\n|-', 'table(a|b)'],
  ['| a | b |\n|---|--', 'table(a|b)'],
  ['| a | b |\n|---|---|\n| `c', 'table(a|b; `c`|)'],
  ['text *a\n\nmore', 'p(text *a) p(more)'],
] as const)('lines show what they will be: %j', ([text, expected]) => {
  expect(shown(text)).toBe(expected)
})

test('a mark that stays open for too long is shown as it was written', () => {
  expect(shown(`5 *x ${'word '.repeat(200)}`)).toContain('5 *x')
})

test('an end that needs no mending is left as it is', () => {
  const whole = 'A *text* with `code`, [a link](https://a.example/) and 1 < 2.'

  expect(mendInline(whole)).toBe(whole)
  expect(mendLines(`# Title\n\n${whole}`)).toBe(`# Title\n\n${whole}`)
})

test('mending never throws, and mends nothing twice', () => {
  fc.assert(
    fc.property(markdownTexts, (text) => {
      expect(mendInline(text).length).toBeLessThan(text.length + 200)
      expect(mendLines(mendLines(text))).toBe(mendLines(text))
    }),
    { numRuns: 1_000 },
  )
})

test('a line of blanks before a word costs no more than its length', () => {
  const line = `${' '.repeat(16_000)}x`

  expect(mendLines(line)).toBe(line)
})
