import { expect, test } from 'vitest'

import { hostPort } from './host-port.js'

test.each([
  ['127.0.0.1:4000', 4000],
  ['localhost:4000', 4000],
  [':4000', 4000],
  ['0.0.0.0', 11434],
  ['0.0.0.0:4000', 4000],
  ['[::1]:4000', 4000],
  ['[::]:4000', 4000],
  ['http://127.0.0.1:4000/path', 4000],
  ['http://localhost', 80],
  [' 127.0.0.1 ', 11434],
  ['"0.0.0.0:4000"', 4000],
  [" '127.0.0.1:4000' ", 4000],
  ['" 127.0.0.1:4000 "', 4000],
  ['LOCALHOST:4000', 4000],
  ['::1', 11434],
  ['[::1]', 11434],
  ['[::1]:', 11434],
  ['127.0.0.1:70000', 11434],
  ['127.0.0.1:port', 11434],
  ['http://:4000', 4000],
  ['https://127.0.0.1:4000', null],
  ['[::2]:4000', null],
  ['fe80::1%eth0', null],
  ['a:b:c', null],
  ['""', null],
  ['10.0.0.7:4000', null],
  ['ollama.com', null],
  ['127.0.0.1:0', null],
  ['', null],
  [undefined, null],
])('C09: OLLAMA_HOST %s is the port %s of this machine', (variable, port) => {
  expect(hostPort(variable)).toBe(port)
})
