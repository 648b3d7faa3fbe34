import fc from 'fast-check'
import { expect, test } from 'vitest'

import { safeAddress } from './safe-address.js'

test.for([
  ['https://a.example', 'https://a.example/'],
  ['HTTP://A.EXAMPLE/b c', 'http://a.example/b%20c'],
  ['mailto:a@b.example', 'mailto:a@b.example'],
  ['https://żółw.example/ł', 'https://xn--w-uga1v8h.example/%C5%82'],
] as const)('%j is an address', ([written, address]) => {
  expect(safeAddress(written)).toBe(address)
})

test.for([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  ' javascript:alert(1)',
  'https://a.example/\n',
  'htt\tps://a.example/',
  '\thttps://a.example/',
  'https://a.example/\u0000',
  'https://a.example/\u0085',
  'vbscript:a',
  'data:text/html,a',
  'file:///etc/passwd',
  'blob:https://a.example/b',
  'ftp://a.example',
  'view-source:https://a.example',
  '//a.example',
  '/a',
  '#a',
  'a.html',
  '',
  'https:',
  'https://',
  'https://[',
  'https:a.example',
  'https://bank.example@evil.example',
  'https://a:b@evil.example',
] as const)('%j is none', (written) => {
  expect(safeAddress(written)).toBeUndefined()
})

test('whatever is written, only http, https and mailto come through', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((text) => `https://${text}`),
      ),
      (written) => {
        const address = safeAddress(written)

        expect(address === undefined || /^(?:https?|mailto):/.test(address)).toBe(true)
        expect(address === undefined || !/\s/.test(address)).toBe(true)
      },
    ),
  )
})
