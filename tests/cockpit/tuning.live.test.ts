import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest'

import { test } from '../live/browser.js'
import { chatOn, descriptionOf, tuningOn } from '../live/page-parts.js'
import { runtimeKinds, setStage, type Stage } from '../live/stage.js'

describe.each(runtimeKinds)('tuning on %s', (kind) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage(kind)
  })
  afterAll(() => stage[Symbol.asyncDispose]())
  beforeEach(async () => {
    await stage.cockpit.tuning().reset({ model: stage.model })
  })

  /** What a request without values of its own would be sent with. */
  async function saved(name: string): Promise<unknown> {
    const { current_values } = await stage.cockpit.tuning().config({ model: stage.model })
    return current_values[name]
  }

  test('T10, T11: dragging, arrow keys and 0,7 typed in Polish set the temperature, and Apply saves it', async ({
    open,
  }) => {
    const page = await open(stage.cockpit.url, { model: stage.model, locale: 'pl-PL' })
    const tuning = tuningOn(page, 'pl')

    await drag(page, tuning.slider, 0.75)
    const value = async () => Number(await tuning.slider.getAttribute('aria-valuenow'))
    await expect.poll(async () => Math.abs((await value()) - 1.5)).toBeLessThan(0.11)
    const dragged = await value()
    await expect.poll(() => tuning.number.inputValue()).toBe(inPolish(dragged))
    await tuning.slider.press('ArrowRight')
    await expect.poll(() => tuning.number.inputValue()).toBe(inPolish(dragged + 0.05))
    await tuning.number.fill('')
    await tuning.number.pressSequentially('0,7')
    await expect.poll(() => tuning.slider.getAttribute('aria-valuenow')).toBe('0.7')
    await tuning.apply.click()

    await tuning.panel.getByText('Zapisano dla następnych wiadomości.').waitFor()
    expect(await saved('temperature')).toBe(0.7)
  })

  test('T10, T11: 9 is refused in the form without a change of what was typed, and Apply says what to mend', async ({
    open,
  }) => {
    const page = await open(stage.cockpit.url, { model: stage.model })
    const tuning = tuningOn(page)

    await tuning.number.fill('9')
    expect(await tuning.number.inputValue()).toBe('9')
    await tuning.number.press('Tab')

    await expect.poll(() => tuning.number.inputValue()).toBe('9.00')
    await expect.poll(() => tuning.number.getAttribute('aria-invalid')).toBe('true')
    await expect.poll(() => descriptionOf(tuning.number)).toContain('At most 2.')
    await expect.poll(() => tuning.apply.getAttribute('aria-disabled')).toBe('true')
    expect(await descriptionOf(tuning.apply)).toContain('Mend Temperature first.')
    await tuning.apply.click({ force: true })
    expect(await saved('temperature')).not.toBe(9)
  })

  test('T11: the server refuses a bad value that got past the form, and its words stand at the field', async ({
    open,
  }) => {
    const page = await open(stage.cockpit.url, { model: stage.model, callsMayFail: true })
    const tuning = tuningOn(page)
    await alterSaves(page, '"temperature":1.5', '"temperature":9')

    await tuning.number.fill('1.5')
    await tuning.apply.click()

    await tuning.panel.getByText('The server refused 1 value.').waitFor()
    expect(await tuning.number.inputValue()).toBe('1.50')
    expect(await tuning.number.getAttribute('aria-invalid')).toBe('true')
    expect(await descriptionOf(tuning.number)).toContain('`temperature` is 9, above 2. Give 2 or less.')
    expect(await saved('temperature')).not.toBe(9)
  })

  test('T11: a refusal that belongs to no field is told in the server’s own words', async ({ open }) => {
    const page = await open(stage.cockpit.url, { model: stage.model, callsMayFail: true })
    const tuning = tuningOn(page)
    await alterSaves(page, '"temperature":1.5', '"warmth":1.5')

    await tuning.number.fill('1.5')
    await tuning.apply.click()

    await tuning.panel.getByText('The server refused 1 value.').waitFor()
    await tuning.panel.getByText('`warmth` is no parameter of this model. Leave it out.').waitFor()
    expect(await tuning.number.inputValue()).toBe('1.50')
  })

  test('T07, T11: tuning and transcript are there after a reload and a restart of the server', async ({ open }) => {
    const page = await open(stage.cockpit.url, { model: stage.model, callsMayFail: true })
    const tuning = tuningOn(page)
    const chat = chatOn(page)
    await tuning.number.fill('0.3')
    await tuning.apply.click()
    await tuning.panel.getByText('Saved for the next message.').waitFor()
    await chat.ask('Who are you?')
    await chat.text(1).getByText('Pico').waitFor()
    await tuning.field('Top K').fill('7')

    await stage.cockpit.restart()
    await page.reload()

    await chat.text(1).getByText('Pico').waitFor()
    await expect.poll(() => tuning.number.inputValue()).toBe('0.30')
    // What was not applied yet is there as well, and says so.
    await expect.poll(() => tuning.field('Top K').inputValue()).toBe('7')
    await tuning.panel.getByText('Not applied yet: your last changes.').waitFor()
    await tuning.apply.click()
    await tuning.panel.getByText('Saved for the next message.').waitFor()
    expect([await saved('temperature'), await saved('top_k')]).toEqual([0.3, 7])
  })

  test('T08, T11: Reset brings the defaults back, and Undo what was reset', async ({ open }) => {
    const page = await open(stage.cockpit.url, { model: stage.model })
    const tuning = tuningOn(page)
    const usual = await tuning.number.inputValue()
    await tuning.number.fill('1.5')
    await tuning.apply.click()
    await tuning.panel.getByText('Saved for the next message.').waitFor()
    expect(await saved('temperature')).toBe(1.5)

    await tuning.resetAll.click()
    await expect.poll(() => tuning.number.inputValue()).toBe(usual)
    await expect.poll(() => saved('temperature')).not.toBe(1.5)
    await tuning.panel.getByRole('button', { name: 'Undo' }).click()

    await expect.poll(() => tuning.number.inputValue()).toBe('1.50')
    expect(await saved('temperature')).toBe(1.5)
    await tuning.panel.getByRole('button', { name: 'History' }).click()
    await tuning.panel.getByText('Nothing is set any more.').first().waitFor()
  })

  test('T07, T11: of two tabs that change the same parameter the second is asked, and saves what it chooses', async ({
    open,
  }) => {
    const page = await open(stage.cockpit.url, { model: stage.model, callsMayFail: true })
    const other = await page.context().newPage()
    await other.goto(stage.cockpit.url)
    const [mine, theirs] = [tuningOn(page), tuningOn(other)]
    await mine.number.fill('0.9')
    await theirs.number.fill('0.3')
    await theirs.apply.click()
    await theirs.panel.getByText('Saved for the next message.').waitFor()

    await page.bringToFront()
    await mine.apply.click()
    const choice = mine.panel.getByRole('group', { name: 'Temperature' })

    await choice.getByRole('radio', { name: 'Yours 0.90' }).waitFor()
    await choice.getByRole('radio', { name: 'Theirs 0.30' }).waitFor()
    expect(await saved('temperature')).toBe(0.3)
    expect(await mine.apply.getAttribute('aria-disabled')).toBe('true')
    expect(await descriptionOf(mine.apply)).toContain('Decide first: yours or theirs.')
    await choice.getByRole('radio', { name: 'Yours 0.90' }).check()
    await mine.apply.click()
    await mine.panel.getByText('Saved for the next message.').waitFor()
    expect(await saved('temperature')).toBe(0.9)
  })

  test('T07, T11: of two tabs that change different parameters nothing is lost, and the second is told', async ({
    open,
  }) => {
    const page = await open(stage.cockpit.url, { model: stage.model, callsMayFail: true })
    const other = await page.context().newPage()
    await other.goto(stage.cockpit.url)
    const [mine, theirs] = [tuningOn(page), tuningOn(other)]
    await mine.number.fill('0.9')
    await theirs.field('Top K').fill('7')
    await theirs.apply.click()
    await theirs.panel.getByText('Saved for the next message.').waitFor()

    await page.bringToFront()
    await mine.apply.click()

    await mine.panel.getByText('Meanwhile somebody else changed:').waitFor()
    await expect.poll(() => mine.field('Top K').inputValue()).toBe('7')
    await expect.poll(() => Promise.all([saved('temperature'), saved('top_k')])).toEqual([0.9, 7])
  })
})

/** Moves the thumb of a slider to a share of its track, as a hand does. */
async function drag(page: Page, thumb: Locator, share: number): Promise<void> {
  const at = await thumb.boundingBox()
  const track = await thumb.locator('..').boundingBox()
  if (at === null || track === null) throw new Error('The slider is not to be seen.')
  const y = at.y + at.height / 2
  await page.mouse.move(at.x + at.width / 2, y)
  await page.mouse.down()
  const inset = at.width / 2
  await page.mouse.move(track.x + inset + (track.width - 2 * inset) * share, y, { steps: 8 })
  await page.mouse.up()
}

/** Changes what leaves the browser, past the form. */
async function alterSaves(page: Page, from: string, to: string): Promise<void> {
  await page.route('**/config', async (route) => {
    if (route.request().method() !== 'PUT') return route.fallback()
    return route.continue({ postData: (route.request().postData() ?? '').replace(from, to) })
  })
}

function inPolish(value: number): string {
  return value.toFixed(2).replace('.', ',')
}
