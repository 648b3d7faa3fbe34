import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// Off by default in axe, and part of WCAG 2.2 AA.
const options: RunOptions = { rules: { 'target-size': { enabled: true } } }

/** What axe has to say of a page, and what of it is wider than its place. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ content: axe })
  // A colour on its way to another has no contrast to speak of.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, constructor }) => constructor !== CSSTransition || playState !== 'running'),
  )
  const found = await page.evaluate((given) => globalThis.axe.run(given), options)
  const isLooked = found.passes.length >= 10 && found.passes.some(({ id }) => id === 'target-size')
  if (!isLooked) return ['axe did not look']
  return [...toSentences(found), ...(await tooWide(page))]
}

async function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('html, main, dialog, aside, [role="log"], [data-slot="body"]')].flatMap((element) => {
      const beyond = element.scrollWidth - element.clientWidth
      return beyond > 0 ? [`${element.localName}.${element.className} is ${beyond} px too wide`] : []
    }),
  )
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
  var axe: { run(options: RunOptions): Promise<AxeResults> }
}
