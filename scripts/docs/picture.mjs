// Takes the pictures of the Cockpit for README.md, of the built server with its embedded model: `node scripts/docs/picture.mjs`.
// Needs `npm run build` and a Chromium. The words are the same each time; the times under the answers are those of the machine.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { chromium } from 'playwright'

const root = new URL('../../', import.meta.url)
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

const folder = await mkdtemp(join(tmpdir(), 'venom-picture-'))
const server = await startServer(join(folder, 'venom.sqlite'))
const browser = await chromium.launch({ executablePath, args: ['--disable-quic', '--no-first-run'] })
try {
  await takePictures(server.url)
} finally {
  await browser.close()
  const exited = once(server.child, 'exit')
  server.child.kill()
  await exited
  await rm(folder, { recursive: true })
}

async function startServer(database) {
  const main = fileURLToPath(new URL('examples/server/dist/main.js', root))
  const child = spawn(process.execPath, [main, '--port', '0', '--database', database], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  for await (const piece of child.stdout.iterator({ destroyOnReturn: false })) {
    printed += piece
    const [, url] = /^Open (\S+) in a browser/m.exec(printed) ?? []
    if (url === undefined) continue
    child.stdout.resume()
    return { child, url }
  }
  throw new Error(`The server did not come up. It printed: ${printed}`)
}

/** One visit, so that both pictures show the same chat. */
async function takePictures(url) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    storageState: { cookies: [], origins: [{ origin: url, localStorage: [{ name: 'venom.model', value: 'pico' }] }] },
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  await page.goto(url)
  const tuning = page.getByRole('complementary', { name: 'Tuning' })
  const field = (name) => tuning.getByRole('spinbutton', { name, exact: true })

  // Loads the model, and is gone before the picture: the others show what an answer usually takes.
  await ask(page, 1, 'Hello!')
  await page.getByRole('button', { name: 'New chat' }).click()
  await ask(page, 1, 'What is temperature?')
  // Yours, and yet so cool that the words are the same each time.
  await field('Temperature').fill('0.3')
  await field('Top K').fill('20')
  await tuning.getByRole('button', { name: 'Apply' }).click()
  await tuning.getByText('Saved for the next message.').waitFor()
  await ask(page, 2, 'What is top k?')
  await page
    .getByRole('article', { name: /^Answer 2/ })
    .getByRole('button', { name: 'What was sent' })
    .click()
  await field('Min P').fill('0.05')
  await field('Min P').blur()
  await page.mouse.move(700, 200)

  for (const [scheme, name] of [
    ['light', 'cockpit.png'],
    ['dark', 'cockpit-dark.png'],
  ]) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: fileURLToPath(new URL(`docs/${name}`, root)), animations: 'disabled', caret: 'hide' })
  }
}

async function ask(page, n, question) {
  const composer = page.getByRole('textbox', { name: 'Your message', exact: true })
  await composer.fill(question)
  await composer.press('Enter')
  await page
    .getByRole('article', { name: new RegExp(`^Answer ${n}`) })
    .getByText(/^text /)
    .waitFor()
}
