import type { ReadableStore } from '@venom/react'

/** The pages, in the order of the rail. */
export const pages = ['chat', 'models', 'settings'] as const

/** A page of the Cockpit. */
export type Page = (typeof pages)[number]

/** The page that the address names: `#/models`. Anything else is the chat. */
export const route: ReadableStore<Page> = {
  get: () => pages.find((page) => location.hash === linkTo(page)) ?? 'chat',
  subscribe(listener) {
    window.addEventListener('hashchange', listener)
    return () => window.removeEventListener('hashchange', listener)
  },
}

/** The address of a page. */
export function linkTo(page: Page): string {
  return `#/${page}`
}
