import { chromium } from 'playwright'

/** A browser without what would disturb it. */
export function launch() {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  })
}

/** Opens a bundled page by itself, and gives it to `work` with `spent`, which tells the milliseconds of work so far. */
export async function withPage(browser, { script, style }, work) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    const failures = []
    page.on('pageerror', (error) => failures.push(error))
    const session = await context.newCDPSession(page)
    await session.send('Performance.enable')
    await page.setContent('<!doctype html><html lang="en"><title>bench</title><body></body></html>')
    if (style !== '') await page.addStyleTag({ content: style })
    await page.addScriptTag({ content: script })
    const spent = async () => {
      const { metrics } = await session.send('Performance.getMetrics')
      const ms = (name) => metrics.find((metric) => metric.name === name).value * 1_000
      return {
        script: ms('ScriptDuration'),
        layout: ms('LayoutDuration') + ms('RecalcStyleDuration'),
        all: ms('TaskDuration'),
      }
    }
    const figures = await work(page, spent)
    if (failures.length > 0) throw failures[0]
    return figures
  } finally {
    await context.close()
  }
}
