import { expect, userEvent } from 'storybook/test'

import preview from '../../.storybook/preview.js'
import { ScriptedChat } from './scripted-chat.fixture.js'
import { finish, type Script, start, words } from './scripted-server.fixture.js'
import { keptChat, temperature } from './story-texts.fixture.js'

const forever = new Promise<never>(() => undefined)
const answered: Script = () => [start(), ...words(temperature), finish(71)]

const meta = preview.meta({ title: 'Chat/Kept chat', component: ScriptedChat })

export const Loading = meta.story({
  args: { script: answered, storage: { load: () => forever, save: () => undefined } },
  async play({ canvas }) {
    await expect(canvas.getByRole('log')).toHaveAttribute('aria-busy', 'true')
    await expect(canvas.getByRole('textbox')).toHaveAccessibleDescription(/The chat is being loaded\./)
  },
})

export const Unreadable = meta.story({
  args: { script: answered, storage: { load: () => '?', save: () => undefined } },
  async play({ canvas }) {
    await expect(canvas.getByText(/The kept chat cannot be read/)).toBeVisible()
  },
})

export const OlderTurnsLeftOut = meta.story({
  args: { script: answered, storage: { load: () => keptChat(3, { left_out: 12 }), save: () => undefined } },
  async play({ canvas }) {
    await expect(canvas.getByText(/12 older turns did not fit/)).toBeInTheDocument()
  },
})

const brokenOff = keptChat(1).replace('"state":"finished"', '"state":"writing"')

export const BrokenOffByReload = meta.story({
  args: { script: answered, storage: { load: () => brokenOff, save: () => undefined } },
  async play({ canvas }) {
    await expect(canvas.getByText('The page was reloaded while this was written')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))

    await expect(await canvas.findByText(/71 tokens/)).toBeVisible()
    await expect(canvas.getByText('2 of 2')).toBeInTheDocument()
  },
})

export const BrokenOffByReloadPolish = meta.story({
  args: { script: answered, storage: { load: () => brokenOff, save: () => undefined } },
  globals: { language: 'pl' },
})
