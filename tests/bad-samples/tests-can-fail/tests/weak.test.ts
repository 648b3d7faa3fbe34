import { expect, test } from 'vitest'

test('runs', () => {
  JSON.parse('{}')
})
test.skip('sleeps', () => expect(1).toBe(1))
test('can fail', () => expect(1).toBe(1))
