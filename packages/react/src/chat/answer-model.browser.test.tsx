import { expect, onTestFinished, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'

import '../theme/theme.css'
import type { ChatStore } from './chat-contract.js'
import { createChatStore } from './chat-store.js'
import { finish, model, serveScript, start } from './scripted-server.fixture.js'
import { Transcript } from './transcript.js'

const full = `llama-server/${model}`

async function show(): Promise<ChatStore> {
  const chat = createChatStore(serveScript(() => [start(), 'yes', finish(1)]).client)
  onTestFinished(chat.close)
  await render(
    <div style={{ display: 'grid', blockSize: 600 }}>
      <Transcript chat={chat} options={{ model }} />
    </div>,
  )
  return chat
}

/** What stands at each answer of who gave it. */
const names = (): readonly (string | undefined)[] =>
  [...document.querySelectorAll('[data-slot="answer"]')].map(
    (answer) => answer.querySelector('[data-slot="answer-model"]')?.textContent,
  )

test('C12: the model stands at the first answer, and wherever another one answered', async () => {
  const chat = await show()

  await chat.send('One', { model })
  await chat.send('Two', { model })
  await chat.send('Three', { model: full })

  await expect.poll(names).toEqual([model, undefined, full])
  await expect.element(page.getByRole('article', { name: `Answer 3 by ${full}` })).toBeVisible()
})

test('C12: the model that a file names is called without its folders', async () => {
  const chat = await show()

  await chat.send('One', { model: '/models/Nova-Q4_K_M.gguf' })

  await expect.poll(names).toEqual(['Nova-Q4_K_M'])
})

test('C12: what was sent names the model besides its server', async () => {
  const chat = await show()
  await chat.send('One', { model })

  await userEvent.click(page.getByRole('button', { name: 'What was sent' }))

  await expect
    .element(page.getByText(`${model} · No parameters were sent: the values of llama-cpp b7083 hold.`))
    .toBeVisible()
})
