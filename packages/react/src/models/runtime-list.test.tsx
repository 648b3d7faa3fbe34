import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'

import { pl } from '../locales/pl.js'
import { LanguageProvider } from '../text/language-provider.js'
import { catalogueOf, two } from './models.fixture.js'
import { RuntimeList } from './runtime-list.js'

test('P03: a list of runtimes is rendered on a server before any is known, in the language at hand', () => {
  const html = renderToString(
    <LanguageProvider language={pl}>
      <RuntimeList catalogue={catalogueOf(two)} />
    </LanguageProvider>,
  )

  expect(html).toContain('data-slot="runtimes"')
  expect(html).toContain('<li>Szukam modeli</li>')
})
