import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'

import { Markdown } from './markdown.js'

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
