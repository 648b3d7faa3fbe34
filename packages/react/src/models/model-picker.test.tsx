import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'

import { pl } from '../locales/pl.js'
import { LanguageProvider } from '../text/language-provider.js'
import { ModelPicker } from './model-picker.js'
import { catalogueOf, two } from './models.fixture.js'

test('a picker is rendered on a server: the model that is chosen, before anybody knows of others', () => {
  const html = renderToString(
    <ModelPicker
      catalogue={catalogueOf(two)}
      value="Llama-3.2-3B-Instruct-Q4_K_M"
      onValueChange={() => undefined}
      className="mine"
    />,
  )

  expect(html).toContain('Llama-3.2-3B-Instruct')
  expect(html).toContain('aria-expanded="false"')
  expect(html).toContain('class="venom-model-picker mine"')
})

test('P03: a picker without a choice is rendered on a server in the language at hand', () => {
  const html = renderToString(
    <LanguageProvider language={pl}>
      <ModelPicker catalogue={catalogueOf(two)} value={undefined} onValueChange={() => undefined} />
    </LanguageProvider>,
  )

  expect(html).toContain('Szukam modeli')
})
