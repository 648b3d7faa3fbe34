import { type Browser, type BrowserContextOptions, chromium, type ConsoleMessage, type Page } from 'playwright'
import { expect, test as base } from 'vitest'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const args = ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--no-first-run']

/** How a page is opened, beside what a browser context takes. */
export interface OpenOptions extends BrowserContextOptions {
  /** Address of the model that was chosen at an earlier visit. Absent: a newcomer, for whom the page chooses. */
  readonly model?: string
  /** The test makes calls fail, which the browser writes on the console whatever the page does. */
  readonly callsMayFail?: boolean
}

/** Opens an address in a browser of its own: nothing of an earlier visit is there. */
export type Open = (url: string, options?: OpenOptions) => Promise<Page>

/**
 * A test in Chromium. It fails also when a page threw or wrote anything on the console, where its Content-Security-Policy complains
 * too, and React unless it is built for production. A missing browser fails it.
 */
export const test = base
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await chromium.launch({ executablePath, args })
    onCleanup(() => browser.close())
    return browser
  })
  .extend('open', ({ browser }, { onCleanup }): Open => {
    const complaints: string[] = []
    onCleanup(async () => {
      await Promise.all(browser.contexts().map((context) => context.close()))
      expect(complaints).toEqual([])
    })
    return (url, options = {}) => openPage(browser, url, options, (text) => complaints.push(text))
  })

async function openPage(
  browser: Browser,
  url: string,
  { model, callsMayFail = false, ...options }: OpenOptions,
  onComplaint: (text: string) => void,
): Promise<Page> {
  const localStorage = model === undefined ? [] : [{ name: 'venom.model', value: model }]
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1440, height: 900 },
    storageState: { cookies: [], origins: [{ origin: url, localStorage }] },
    ...options,
  })
  context.setDefaultTimeout(15_000)
  context.on('weberror', (thrown) => onComplaint(String(thrown.error())))
  context.on('console', (message) => {
    if (!callsMayFail || !isFailedCall(message)) onComplaint(message.text())
  })
  const page = await context.newPage()
  await page.goto(url)
  return page
}

function isFailedCall(message: ConsoleMessage): boolean {
  return message.text().startsWith('Failed to load resource:')
}
