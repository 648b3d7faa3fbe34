import { expect, test } from 'vitest'

import { shownAddress } from './shown-address.js'

test.each([
  ['http://127.0.0.1:11434', 'http://127.0.0.1:11434'],
  ['http://box:8000/v1/', 'http://box:8000/v1/'],
  ['http://user:hunter2@box:8000', 'http://box:8000'],
  ['http://hunter2@box/v1', 'http://box/v1'],
  ['ftp://user:hunter2@box', 'ftp://box'],
  ['http://box/v1?key=hunter2', 'http://box/v1'],
  ['http://box/#hunter2', 'http://box'],
  ['http://user:hun/ter2@bo x', 'http://bo x'],
  ['http://user:hun?ter2@box', 'http://box'],
  ['user hunter2@box', 'box'],
  ['user:hunter2@box', 'box'],
  ['box:8000', 'box:8000'],
])('of %s nothing is shown that could be a secret', (url, shown) => {
  expect(shownAddress(url)).toBe(shown)
})
