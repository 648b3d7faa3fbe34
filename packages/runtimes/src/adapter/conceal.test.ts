import fc from 'fast-check'
import { expect, test } from 'vitest'

import { concealing } from './conceal.js'

test('the key is taken out of what a server said, as often as it stands there', () => {
  expect(concealing('s3/cr"et')('Bearer s3/cr"et is not s3/cr"et.')).toBe('Bearer [key] is not [key].')
})

test('the key is taken out also where JSON spells it otherwise', () => {
  const conceal = concealing('a+<b>/"\\')

  expect(conceal(String.raw`{"error":"a\u002b\u003Cb\u003e\/\"\\ is wrong"}`)).toBe('{"error":"[key] is wrong"}')
})

test('without a key, and with one that is no secret, a text stays as it is', () => {
  expect(concealing(undefined)('none')).toBe('none')
  expect(concealing('one')('none of one')).toBe('none of one')
})

test('no key that a header can carry stays in a text, and the JSON around it stays JSON', () => {
  const key = fc.stringMatching(/^[!-~]{8,40}$/)
  fc.assert(
    fc.property(key, fc.string(), (secret, rest) => {
      const said = JSON.stringify({ error: `${rest} ${secret} ${rest}` })
      const concealed: unknown = JSON.parse(concealing(secret)(said))
      expect(JSON.stringify(concealed)).toContain('[key]')
      expect(concealing(secret)(`${rest}${secret}`)).not.toContain(secret)
    }),
  )
})
