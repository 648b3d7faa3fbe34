import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'

import { pl } from '../locales/pl.js'
import { LanguageProvider } from '../text/language-provider.js'
import { ChatPanel } from './chat-panel.js'
import { createChatStore } from './chat-store.js'
import { model, serveScript } from './scripted-server.fixture.js'
import { keptChat } from './story-texts.fixture.js'

test('C12: a chat is rendered on a server, in the language at hand', () => {
  const storage = { load: () => keptChat(2), save: () => undefined }
  const chat = createChatStore(serveScript(() => []).client, { storage })

  const html = renderToString(
    <LanguageProvider language={pl}>
      <ChatPanel chat={chat} options={{ model }} />
    </LanguageProvider>,
  )

  expect(html).toContain('Question 2')
  expect(html).toContain('Napisz do Llama-3.2-3B-Instruct')
  expect(html).toContain('60 tokenów · 65,6/s')
  chat.close()
})
