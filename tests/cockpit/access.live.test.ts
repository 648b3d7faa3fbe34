import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished } from 'vitest'

import { faultsOf } from '../live/axe.js'
import { test } from '../live/browser.js'
import { startCockpit } from '../live/cockpit.js'
import { chatOn, tuningOn } from '../live/page-parts.js'
import { setStage, type Stage } from '../live/stage.js'

const endless = 'Say la again and again.'

const english = {
  answer: 'Answer',
  away: 'The server does not answer. Asking again every two seconds',
  closeTuning: 'Close tuning',
  composer: 'Your message',
  edit: 'Edit message 1',
  firstToken: 'first token',
  history: 'History',
  inForce: 'in force',
  models: 'Models',
  retry: 'Try again',
  sent: 'What was sent',
  settings: 'Settings',
  showAll: /^Show all/,
  stopped: 'Stopped. The text so far is kept.',
  temperature: 'Temperature',
  tuning: 'Tuning',
}
const polish: typeof english = {
  answer: 'Odpowiedź',
  away: 'Serwer nie odpowiada. Pytam co dwie sekundy',
  closeTuning: 'Zamknij strojenie',
  composer: 'Twoja wiadomość',
  edit: 'Popraw wiadomość 1',
  firstToken: 'pierwszy token',
  history: 'Historia',
  inForce: 'obowiązuje',
  models: 'Modele',
  retry: 'Spróbuj ponownie',
  sent: 'Co zostało wysłane',
  settings: 'Ustawienia',
  showAll: /^Pokaż/,
  stopped: 'Zatrzymano. Dotychczasowy tekst został zachowany.',
  temperature: 'Temperatura',
  tuning: 'Strojenie',
}

let stage: Stage
beforeAll(async () => {
  stage = await setStage('embedded')
})
afterAll(() => stage[Symbol.asyncDispose]())
beforeEach(async () => {
  await stage.cockpit.tuning().reset({ model: stage.model })
})

describe.each([
  { width: 1440, theme: 'light', locale: 'en-US', direction: 'ltr' },
  { width: 1440, theme: 'dark', locale: 'pl-PL', direction: 'rtl' },
  { width: 1100, theme: 'light', locale: 'pl-PL', direction: 'ltr' },
  { width: 768, theme: 'dark', locale: 'en-US', direction: 'ltr' },
  { width: 320, theme: 'light', locale: 'pl-PL', direction: 'ltr' },
  { width: 320, theme: 'dark', locale: 'en-US', direction: 'rtl' },
] as const)('$width px, $theme, $locale, $direction', ({ width, theme, locale, direction }) => {
  const viewport = { width, height: width < 768 ? 640 : 900 }
  const options = { viewport, colorScheme: theme, locale, bypassCSP: true, callsMayFail: true }
  const language = locale === 'pl-PL' ? 'pl' : 'en'
  const words = { en: english, pl: polish }[language]

  test('P03: axe finds nothing on any page in any state, and nothing is wider than its place', async ({ open }) => {
    const page = await open(stage.cockpit.url, { ...options, model: stage.model })
    const button = (name: string | RegExp) => page.getByRole('button', { name })
    const answer = (n: number) => page.getByRole('article', { name: new RegExp(`^${words.answer} ${n}\\b`) })
    const tuning = tuningOn(page, language)
    const faults: string[] = []
    const look = async (name: string): Promise<void> => {
      faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`))
    }
    const composer = page.getByRole('textbox', { name: words.composer, exact: true })
    const ask = async (question: string): Promise<void> => {
      await composer.fill(question)
      await composer.press('Enter')
    }
    await composer.waitFor()
    // No language of the page runs this way yet, so that nothing else sets it.
    if (direction === 'rtl') await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
    await look('a new chat')
    await button('Model').click()
    await page.getByRole('option').first().waitFor()
    await look('the list of models')
    await page.keyboard.press('Escape')

    await ask('Who are you?')
    await button(words.sent).click()
    await answer(1)
      .getByText(new RegExp(`^${words.firstToken}`))
      .waitFor()
    await button(words.edit).click()
    await look('an answer, and its question being changed')
    await page.keyboard.press('Escape')

    if (width < 1100) await button(words.tuning).click()
    await tuning.panel.getByRole('button', { name: words.showAll }).click()
    await tuning.number.fill('9')
    await tuning.number.press('Tab')
    await look('all parameters, one of them to mend')
    await tuning.number.fill('1')
    await stage.cockpit.tuning().save({ model: stage.model, generation_params: { temperature: 0.3 } })
    await tuning.apply.click()
    await tuning.panel.getByRole('group', { name: words.temperature }).waitFor()
    await look('a conflict')
    await tuning.panel.getByRole('button', { name: words.history }).click()
    await tuning.panel.getByText(words.inForce).waitFor()
    await look('the history')
    if (width < 1100) await button(words.closeTuning).click()

    // At another temperature the long answer may be a short one.
    await stage.cockpit.tuning().reset({ model: stage.model })
    await ask(endless)
    await answer(2)
      .getByText(/^la la/)
      .waitFor()
    await composer.press('Escape')
    await answer(2).getByText(words.stopped).waitFor()
    await ask(endless)
    await answer(3)
      .getByText(/^la la/)
      .waitFor()
    await stage.cockpit.kill()
    await page.getByText(words.away).waitFor()
    await answer(3).getByRole('button', { name: words.retry }).waitFor()
    await look('a stopped answer, a failed one, and the server away')
    await stage.cockpit.revive()
    await page.getByText(words.away).waitFor({ state: 'detached' })

    await page.goto(`${stage.cockpit.url}/#/models`)
    await page.getByRole('heading', { name: words.models }).waitFor()
    await look('models')
    await page.goto(`${stage.cockpit.url}/#/settings`)
    await page.getByRole('heading', { name: words.settings }).waitFor()
    await look('settings')
    expect(faults).toEqual([])
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(direction)
  })
})

test('P03: where motion is not wanted, nothing moves', async ({ open }) => {
  const page = await open(stage.cockpit.url, { model: stage.model, reducedMotion: 'reduce' })
  const chat = chatOn(page)
  await chat.ask('Say la again and again.')
  await chat
    .text(1)
    .getByText(/^la la la/)
    .waitFor()

  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState, effect }) => playState === 'running' && Number(effect?.getComputedTiming().duration) > 1)
      .map((animation) => ('animationName' in animation ? String(animation.animationName) : animation.id)),
  )

  expect(moving).toEqual([])
  await chat.stop.click()
})

test('P03: what is chosen in the settings holds at the next visit', async ({ open }) => {
  const page = await open(stage.cockpit.url, { model: stage.model })
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByText('Polski', { exact: true }).click()
  await page.getByText('Ciemny', { exact: true }).click()

  await page.reload()

  await page.getByRole('heading', { name: 'Ustawienia' }).waitFor()
  expect(await page.getByRole('radio', { name: 'Ciemny' }).isChecked()).toBe(true)
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('pl')
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
})

test('P03: a server that other machines can reach asks for its token, and remembers who showed it', async ({
  open,
}) => {
  const cockpit = await startCockpit({ host: '0.0.0.0' })
  onTestFinished(() => cockpit.stop())
  const page = await open(cockpit.url, { model: 'pico', bypassCSP: true, callsMayFail: true })
  await page.getByRole('heading', { name: 'This server wants its token' }).waitFor()
  expect(await faultsOf(page)).toEqual([])

  await page.getByLabel('Token').fill('not-this-one')
  await page.getByRole('button', { name: 'Open' }).click()
  await page.getByText('That is not this server’s token.').waitFor()
  await page.getByLabel('Token').fill(cockpit.token())
  await page.getByRole('button', { name: 'Open' }).click()
  await chatOn(page).ask('Who are you?')
  await chatOn(page).text(1).getByText('Pico').waitFor()
  await page.reload()

  await chatOn(page).text(1).getByText('Pico').waitFor()
  expect(await page.evaluate(() => document.cookie)).toBe('')
})
