import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished } from 'vitest'

import { test } from '../live/browser.js'
import { startCockpit } from '../live/cockpit.js'
import { chatOn, tuningOn } from '../live/page-parts.js'
import { setStage, type Stage } from '../live/stage.js'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const widths = { wide: { width: 1440, height: 900 }, narrow: { width: 320, height: 640 } } as const

let stage: Stage
beforeAll(async () => {
  stage = await setStage('embedded')
})
afterAll(() => stage[Symbol.asyncDispose]())
beforeEach(async () => {
  await stage.cockpit.tuning().reset({ model: stage.model })
})

describe.each([
  { width: 'wide', theme: 'light', locale: 'en-US' },
  { width: 'wide', theme: 'dark', locale: 'pl-PL' },
  { width: 'narrow', theme: 'light', locale: 'pl-PL' },
  { width: 'narrow', theme: 'dark', locale: 'en-US' },
] as const)('$width, $theme, $locale', ({ width, theme, locale }) => {
  const options = { viewport: widths[width], colorScheme: theme, locale, bypassCSP: true, callsMayFail: true }
  const isPolish = locale === 'pl-PL'

  test('P03: axe finds nothing on any page, and no page is wider than the screen', async ({ open }) => {
    const page = await open(stage.cockpit.url, { ...options, model: stage.model })
    const faults: string[] = []
    const look = async (name: string): Promise<void> => {
      faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`))
    }
    const composer = page.getByRole('textbox', { name: isPolish ? 'Twoja wiadomość' : 'Your message', exact: true })
    await composer.waitFor()
    await look('a new chat')

    await composer.fill('Who are you?')
    await composer.press('Enter')
    const answer = page.getByRole('article', { name: isPolish ? /^Odpowiedź 1/ : /^Answer 1/ })
    await answer.getByRole('button', { name: isPolish ? 'Co zostało wysłane' : 'What was sent' }).click()
    await answer.getByText(isPolish ? /^pierwszy token/ : /^first token/).waitFor()
    await look('an answer')

    const tuning = tuningOn(page, isPolish ? 'pl' : 'en')
    if (width === 'narrow') await page.getByRole('button', { name: isPolish ? 'Strojenie' : 'Tuning' }).click()
    await tuning.number.fill('9')
    await tuning.number.press('Tab')
    await look('tuning')

    await tuning.number.fill('1')
    await stage.cockpit.tuning().save({ model: stage.model, generation_params: { temperature: 0.3 } })
    await tuning.apply.click()
    await tuning.panel.getByRole('group', { name: isPolish ? 'Temperatura' : 'Temperature' }).waitFor()
    await look('a conflict')

    await page.goto(`${stage.cockpit.url}/#/models`)
    await page.getByRole('heading', { name: isPolish ? 'Modele' : 'Models' }).waitFor()
    await look('models')
    await page.goto(`${stage.cockpit.url}/#/settings`)
    await page.getByRole('heading', { name: isPolish ? 'Ustawienia' : 'Settings' }).waitFor()
    await look('settings')
    expect(faults).toEqual([])
  })
})

test('P03, T11, C12: the keyboard alone sends a message and applies a parameter', async ({ open }) => {
  const page = await open(stage.cockpit.url, { model: stage.model })
  const chat = chatOn(page)
  const tuning = tuningOn(page)

  await tabTo(page, 'textbox', 'Your message')
  await page.keyboard.type('Who are you?')
  await page.keyboard.press('Enter')
  await chat.text(1).getByText('Pico').waitFor()
  await tabTo(page, 'slider', 'Temperature')
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Control+Enter')

  await tuning.panel.getByText('Saved for the next message.').waitFor()
  const { current_values } = await stage.cockpit.tuning().config({ model: stage.model })
  expect(current_values).toMatchObject({ temperature: 1.95 })
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

/** What axe has to say of a page, and how far it is wider than the screen. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ content: axe })
  // A colour on its way to another has no contrast to speak of.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, constructor }) => constructor !== CSSTransition || playState !== 'running'),
  )
  const found = await page.evaluate(() => globalThis.axe.run())
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (found.passes.length < 10) return ['axe did not look']
  return [...toSentences(found), ...(beyond > 0 ? [`${beyond} px wider than the screen`] : [])]
}

function toSentences({ violations }: AxeResults): readonly string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const [why] = [...any, ...all, ...none].map(({ message }) => message)
      return `${id} at ${target.join(' ')}: ${why ?? ''}`
    }),
  )
}

declare global {
  var axe: { run(): Promise<AxeResults> }
}

/** Presses Tab until an element has the focus. */
async function tabTo(page: Page, role: 'textbox' | 'slider', name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true })
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not come to the ${role} ${name}.`)
}
