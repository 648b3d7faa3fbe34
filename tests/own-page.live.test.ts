import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Page } from 'playwright'
import { createServer, type InlineConfig, mergeConfig, type Plugin, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, expect } from 'vitest'

import { sources } from '../vitest.config.js'
import config from '../examples/first-steps/vite.config.js'
import { type RunningServer, startServer } from '../examples/server/src/server.js'
import { test } from './live/browser.js'
import { chatOn, tuningOn } from './live/page-parts.js'
import { tinyModel } from './live/tiny-model.js'

// Somebody's own page on a dev server of their own: the page and the proxy are those of README.md.
const root = fileURLToPath(new URL('../examples/first-steps/', import.meta.url))
const main = `
import '@venom/react/theme.css'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { Page } from '/src/tune-and-chat.tsx'

createRoot(document.getElementById('root')).render(createElement(Page))
`

let server: RunningServer
let vite: ViteDevServer
let cache: string
beforeAll(async () => {
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    database: ':memory:',
    model: tinyModel,
    runtimes: [],
  })
  cache = await mkdtemp(join(tmpdir(), 'venom-own-page-'))
  vite = await createServer(mergeConfig(configTo(server.url), { ...sources, cacheDir: cache }))
  await vite.listen()
})
afterAll(async () => {
  await vite.close()
  await server.close({ waitMs: 0 })
  await rm(cache, { recursive: true })
})

/** The proxy of README.md, which leads to where the server is in this test. */
function configTo(target: string): InlineConfig {
  const proxy = Object.entries(config.server?.proxy ?? {}).map(([path, to]) => {
    if (typeof to === 'string' || to.target !== 'http://127.0.0.1:7410') throw new Error(`${path} leads elsewhere.`)
    return [path, { ...to, target }] as const
  })
  const fs = { allow: [fileURLToPath(new URL('..', import.meta.url))] }
  const server = { port: 0, proxy: Object.fromEntries(proxy), fs }
  return { root, configFile: false, logLevel: 'error', plugins: [ownPage], server }
}

const ownPage: Plugin = {
  name: 'own-page',
  resolveId: (id) => (id === '/main.js' ? id : undefined),
  load: (id) => (id === '/main.js' ? main : undefined),
  configureServer:
    ({ middlewares, transformIndexHtml }) =>
    () => {
      middlewares.use((_request, response) => {
        const html =
          '<!doctype html><html lang="en"><title>Mine</title><div id="root"></div><script type="module" src="/main.js"></script></html>'
        void transformIndexHtml('/', html).then((page) => response.setHeader('content-type', 'text/html').end(page))
      })
    },
}

async function open(browser: { newPage(options: object): Promise<Page> }): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  page.setDefaultTimeout(15_000)
  await page.goto(vite.resolvedUrls?.local[0] ?? '')
  return page
}

test('P05, P03: the page of README.md fills a window and no more, and its parts scroll inside', async ({ browser }) => {
  const page = await open(browser)
  const { composer } = chatOn(page)
  const { panel, number } = tuningOn(page)
  await number.waitFor()

  const { height, inside } = await page.evaluate(() => {
    const body = document.querySelector('[data-slot="body"]')
    return {
      height: document.documentElement.scrollHeight,
      inside: (body?.scrollHeight ?? 0) - (body?.clientHeight ?? 0),
    }
  })

  expect(height).toBe(900)
  expect(inside).toBeGreaterThan(100)
  const [panelBox, composerBox] = [await panel.boundingBox(), await composer.boundingBox()]
  expect(panelBox).toMatchObject({ y: 0, height: 900 })
  expect((composerBox?.y ?? 900) + (composerBox?.height ?? 0)).toBeLessThan(900)
  await page.close()
})

test('P05, P03: a page on a dev server chats at once, and tunes after POST /session', async ({ browser }) => {
  const page = await open(browser)
  const chat = chatOn(page)
  const tuning = tuningOn(page)

  await chat.ask('What is your name?')
  await chat.text(1).getByText('My name is Pico.').waitFor()
  await tuning.number.fill('0.3')
  await tuning.apply.click()
  await tuning.panel.getByText(/^Not saved/).waitFor()
  const { status } = await page.evaluate(() => fetch('/session', { method: 'POST' }).then(({ status }) => ({ status })))
  await tuning.apply.click()

  expect(status).toBe(204)
  await tuning.panel.getByText('Saved for the next message.').waitFor()
  await page.close()
})
