import { marked } from 'marked'
import { expect, test } from 'vitest'

import { arabic, everything, hostile, longCode, polish, wideTable } from '../samples.fixture.js'
import type { Block } from './model.js'
import { createMarkdownParser } from './parser.js'
import { sketch } from './sketch.fixture.js'
import { toPlainText } from './to-inlines.js'

const shown = (text: string): string => sketch(createMarkdownParser()(text, false).flat())

test.for([
  ['Hello *there* __you__ ~~no~~', 'p(Hello i(there) b(you) s(no))'],
  ['# a\n## b\nTitle\n===', 'h1(a) h2(b) h1(Title)'],
  ['- a\n- b\n  1. c\n\n     d', '-(a; b 1(p(c) p(d)))'],
  ['3. a\n4. b', '3(a; b)'],
  ['- [ ] a\n- [X] b', '-(☐a; ☑b)'],
  ['- [x] a\n\n- [ ] b', '-(☑p(a); ☐p(b))'],
  ['> a\nb\n> > c', 'quote(p(a\nb) quote(p(c)))'],
  ['---\n***', 'hr hr'],
  ['a  \nb\\\nc<br>d<BR/>e', 'p(a⏎b⏎c⏎d⏎e)'],
  ['```js title="x"\na\n\nb\n```\nc', 'code[js](a\n\nb\n) p(c)'],
  ['   ~~~~\n   a\n ~~~\n   ~~~~', 'code[](a\n~~~\n)'],
  ['    a\n    b', 'code[](a\nb)'],
  ['| a | b |\n|:-|-:|\n| `c\\|d` | e |\n| f |', 'table(a|b; `c|d`|e; f|)'],
  [
    'www.a.example https://b.example/?c=1&d c@d.example',
    'p(a(www.a.example → http://www.a.example/) a(https://b.example/?c=1&d → https://b.example/?c=1&d) a(c@d.example → mailto:c@d.example))',
  ],
  ['&amp; &lt; &#65; &copy; &unknown; `&amp;` &', 'p(& < A © &unknown; `&amp;` &)'],
  ['<div>\n**a**\n</div>', 'p(<div>\nb(a)\n</div>)'],
  ['<!-- a -->', 'p(<!-- a -->)'],
  ['[a][B] [b]\n\n[b]: <https://c.example>', 'p(a(a → https://c.example/) a(b → https://c.example/))'],
  ['[a](https://b.example/?c&amp;d "title")', 'p(a(a → https://b.example/?c&d))'],
  ['![*a* `b`](https://c.example/d.png)', 'p(image(a b → https://c.example/d.png))'],
  [
    '[![a](https://b.example/c.png)](https://d.example)',
    'p(a(image(a → https://b.example/c.png) → https://d.example/))',
  ],
] as const)('reads %j', ([text, expected]) => {
  expect(shown(text)).toBe(expected)
})

/** What is read in blocks, without spaces. */
function lettersOf(blocks: readonly Block[]): string {
  const read = blocks.map((block) => {
    if ('content' in block) return block.content.map(({ nodes }) => toPlainText(nodes)).join('')
    if ('chunks' in block) return block.chunks.join('')
    if ('items' in block) return block.items.map((item) => lettersOf(item.blocks)).join('')
    if ('blocks' in block) return lettersOf(block.blocks)
    if (block.type !== 'table') return ''
    return [block.header, ...block.rows]
      .flat(2)
      .map(({ nodes }) => toPlainText(nodes))
      .join('')
  })
  return read.join('').replaceAll(/\s+/g, '')
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", mdash: '—' }

/** What is read in HTML, without spaces; a picture is read as its description. */
function lettersOfHtml(html: string): string {
  return html
    .replaceAll(/<img [^>]*alt="([^"]*)">/g, '$1')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(amp|lt|gt|quot|#39|mdash);/g, (entity, name: string) => entities[name] ?? entity)
    .replaceAll(/\s+/g, '')
}

test.for([
  ['everything', everything],
  ['Polish', polish],
  ['Arabic', arabic],
  ['a wide table', wideTable],
  ['long code', longCode],
] as const)('shows the letters that the HTML of marked shows: %s', async ([, text]) => {
  const blocks = createMarkdownParser()(text, false).flat()

  expect(lettersOf(blocks)).toBe(lettersOfHtml(await marked(text)))
})

test('nothing that a hostile text holds becomes an address but https', () => {
  const addresses = [...shown(hostile).matchAll(/\b(?:a|image)\([^→]*→ ([^)]*)\)/g)].map(([, address]) => address)

  expect(addresses).toEqual([
    'https://evil.example/pixel.gif?who=you',
    'refused',
    'https://a.example/%22onmouseover=%22alert(1',
  ])
})
