import { expect, test } from 'vitest'

import { parseCommand } from './arguments.js'

test('C09: the doctor is asked for this machine, for one address, and for programs', () => {
  expect(parseCommand(['doctor'])).toEqual({ ask: 'doctor', json: false })
  expect(parseCommand(['doctor', 'https://box:8000', '--json'])).toEqual({
    ask: 'doctor',
    url: 'https://box:8000',
    json: true,
  })
})

test('an address without http:// is taken as people write it', () => {
  expect(parseCommand(['doctor', 'box:11434'])).toMatchObject({ url: 'http://box:11434' })
})

test('what cannot be understood is told in a sentence', () => {
  expect(parseCommand([])).toEqual({ ask: 'nothing', message: 'There is one command: doctor.' })
  expect(parseCommand(['docter'])).toEqual({ ask: 'nothing', message: '“docter” is no command. There is one: doctor.' })
  expect(parseCommand(['http://user:hunter2@box'])).toMatchObject({ message: expect.stringContaining('“http://box”') })
  expect(parseCommand(['doctor', 'a', 'b'])).toEqual({ ask: 'nothing', message: 'Give one address, or none.' })
  expect(parseCommand(['doctor', '--jsn'])).toMatchObject({ message: expect.stringContaining("'--jsn'") })
})

test('help is asked for, not an error', () => {
  expect(parseCommand(['--help'])).toEqual({ ask: 'help' })
  expect(parseCommand(['doctor', '--help'])).toEqual({ ask: 'help' })
})
