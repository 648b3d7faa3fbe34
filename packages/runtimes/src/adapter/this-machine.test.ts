import { expect, test } from 'vitest'

import { portOfThisMachine } from './this-machine.js'

test.each([
  ['http://127.0.0.1:8080', 8080],
  ['http://localhost:8080/v1', 8080],
  ['http://[::1]:8080', 8080],
  ['http://127.1.2.3', 80],
  ['http://0.0.0.0:8080', 8080],
  ['http://[::]:8080', 8080],
  ['https://localhost', 443],
  ['http://LOCALHOST:8080', 8080],
  ['http://10.0.0.1:8080', null],
  ['8080', null],
])('the port on this machine of %s is %s', (url, port) => {
  expect(portOfThisMachine(url)).toBe(port)
})
