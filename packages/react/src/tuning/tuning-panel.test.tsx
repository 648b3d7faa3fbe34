import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'

import { pl } from '../locales/pl.js'
import { LanguageProvider } from '../text/language-provider.js'
import { TuningPanel } from './tuning-panel.js'
import { startTuningServer, tunedModel } from './tuning-server.fixture.js'
import { createTuningStore } from './tuning-store.js'

test('T11: a panel is rendered on a server, which asks for nothing, in the language at hand', () => {
  const server = startTuningServer()
  const tuning = createTuningStore({ client: server.clientOf('ann'), model: tunedModel, now: server.now })

  const html = renderToString(
    <LanguageProvider language={pl}>
      <TuningPanel tuning={tuning} onClose={() => undefined} />
    </LanguageProvider>,
  )

  expect(html).toContain('Strojenie')
  expect(html).toContain('data-slot="skeleton"')
  expect(server.calls).toEqual([])
})
