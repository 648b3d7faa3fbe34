import type { ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server.browser'
import { expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'

import { ChatPanel } from './chat/chat-panel.js'
import { createChatStore } from './chat/chat-store.js'
import { finish, model, serveScript, start } from './chat/scripted-server.fixture.js'
import { createModelCatalogue } from './models/model-catalogue.js'
import { ModelPicker } from './models/model-picker.js'
import { callsOf, two } from './models/models.fixture.js'
import { RuntimeList } from './models/runtime-list.js'
import { startTuningServer, tunedModel } from './tuning/tuning-server.fixture.js'
import { TuningPanel } from './tuning/tuning-panel.js'
import { createTuningStore } from './tuning/tuning-store.js'

const server = serveScript(() => [start(), 'The answer of the last visit.', finish(6)])
const options = { model }

/** A page as a module makes it: its stores begin when it is loaded. */
function openPage(load: () => string | null) {
  const chat = createChatStore(server.client, { storage: { load, save: () => undefined } })
  const tuning = createTuningStore({ client: startTuningServer().clientOf('me'), model: tunedModel })
  const catalogue = createModelCatalogue(callsOf(() => two))
  const element: ReactNode = (
    <>
      <ModelPicker catalogue={catalogue} value="pico" onValueChange={() => undefined} />
      <RuntimeList catalogue={catalogue} />
      <ChatPanel chat={chat} options={options} />
      <TuningPanel tuning={tuning} />
    </>
  )
  return { chat, tuning, catalogue, element }
}

test('a page that was rendered on a server takes over what the browser keeps without a word', async () => {
  const kept = { text: null as string | null }
  const visit = createChatStore(server.client, {
    storage: { load: () => null, save: (text) => void (kept.text = text) },
  })
  await visit.send('What did I ask?', options)
  visit.draft.set('half a thought')
  visit.close()
  const host = document.createElement('div')
  document.body.append(host)
  onTestFinished(() => host.remove())
  host.innerHTML = renderToString(openPage(() => null).element)
  const complaints = vi.fn<(...words: readonly unknown[]) => void>()
  const spy = vi.spyOn(console, 'error').mockImplementation(complaints)
  onTestFinished(() => spy.mockRestore())

  const { chat, tuning, catalogue, element } = openPage(() => kept.text)
  await Promise.all([tuning.load(), catalogue.refresh()])
  const root = hydrateRoot(host, element, { onRecoverableError: complaints })
  onTestFinished(() => root.unmount())

  await expect.element(page.getByText('The answer of the last visit.').first()).toBeInTheDocument()
  await expect.element(page.getByRole('textbox', { name: 'Your message' })).toHaveValue('half a thought')
  await expect.element(page.getByRole('slider').first()).toBeInTheDocument()
  await expect.element(page.getByRole('button', { name: 'Model: pico' })).toBeVisible()
  expect(chat.get().ids).toHaveLength(1)
  expect(complaints).not.toHaveBeenCalled()
})
