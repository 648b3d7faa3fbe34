import { expect, test } from 'vitest'

import { createPreferences, type PreferenceStore } from './preferences.js'

function storageOf(entries: Readonly<Record<string, string>>): Pick<Storage, 'getItem' | 'setItem'> {
  const map = new Map(Object.entries(entries))
  return { getItem: (key) => map.get(key) ?? null, setItem: (key, value) => void map.set(key, value) }
}

test('what was chosen is there at the next visit', () => {
  const storage = storageOf({})
  const before = createPreferences(() => storage)
  before.set('theme', 'dark')
  before.set('model', 'gpu2/gemma')

  expect(createPreferences(() => storage).get()).toEqual({ ...before.get(), theme: 'dark', model: 'gpu2/gemma' })
})

test('what makes no sense is the default, and hides nothing that does', () => {
  const kept = { 'venom.theme': 'purple', 'venom.scroll': 'off', 'venom.chat': '__proto__', 'venom.language': '{}' }

  const { theme, scroll, chat, language } = createPreferences(() => storageOf(kept)).get()

  expect({ theme, scroll, chat, language }).toEqual({ theme: 'system', scroll: 'off', chat: '1', language: 'system' })
})

test('two tabs overwrite no more than they changed', () => {
  const storage = storageOf({})
  const [one, other] = [createPreferences(() => storage), createPreferences(() => storage)]

  one.set('theme', 'dark')
  other.set('language', 'pl')

  expect(createPreferences(() => storage).get()).toMatchObject({ theme: 'dark', language: 'pl' })
})

test('a tab shows after a reload the chat that it showed, and a new tab that of the last one', () => {
  const storage = storageOf({})
  const tabs = [storageOf({}), storageOf({}), storageOf({})]
  const open = (tab: number): PreferenceStore =>
    createPreferences(
      () => storage,
      () => tabs[tab] ?? storage,
    )
  open(0)
  open(1).set('chat', '5')

  expect([0, 1, 2].map((tab) => open(tab).get().chat)).toEqual(['1', '5', '5'])
})

test('a browser that keeps nothing costs the memory, not the page', () => {
  const preferences = createPreferences(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  preferences.set('theme', 'light')

  expect(preferences.get().theme).toBe('light')
})

test('readers are told of a change', () => {
  const preferences = createPreferences(() => storageOf({}))
  let told = 0
  const leave = preferences.subscribe(() => (told += 1))

  preferences.set('scroll', 'anchor')
  leave()
  preferences.set('scroll', 'off')

  expect(told).toBe(1)
})
