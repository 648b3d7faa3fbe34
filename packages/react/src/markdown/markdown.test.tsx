import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'

import { BlockGroup } from './block-view.js'
import { Markdown } from './markdown.js'
import { createMarkdownParser } from './parse/parser.js'
import { markdownTexts } from './parse/samples.fixture.js'

test('a text is there before a browser runs', () => {
  expect(renderToStaticMarkup(<Markdown text={'# One\n\n*two*'} className="answer" id="a" />)).toBe(
    '<div id="a" class="venom-markdown answer" data-slot="markdown" data-state="settled"><h3 dir="auto" data-depth="1">One</h3><p dir="auto"><em>two</em></p></div>',
  )
})

test('headings lie below those of the page, and none below the sixth', () => {
  const html = renderToStaticMarkup(<Markdown text={'# a\n\n##### b'} headingOffset={3} />)

  expect(html).toContain('<h4 dir="auto" data-depth="1">a</h4>')
  expect(html).toContain('<h6 dir="auto" data-depth="5">b</h6>')
})

test('a document of many blocks is whole: those after the first 256 stand in boxes, and nothing else is different', () => {
  const options = { headingOffset: 2, renderCode: undefined }
  fc.assert(
    fc.property(markdownTexts, (text) => {
      const long = `${'# One\n\ntwo\n\n'.repeat(140)}${text}`
      const groups = createMarkdownParser()(long, false).map((blocks) =>
        renderToStaticMarkup(<BlockGroup blocks={blocks} options={options} dir="auto" hasCaret={false} />),
      )
      const boxes = groups.slice(8).map((group) => `<div data-slot="part">${group}</div>`)

      expect(boxes.length).toBeGreaterThan(0)
      expect(renderToStaticMarkup(<Markdown text={long} />)).toContain(
        `>${[...groups.slice(0, 8), ...boxes].join('')}</div>`,
      )
    }),
    { numRuns: 100 },
  )
})
