import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { oldestNode, tellOldNode } from './node-version.js'

test('C09: the Node.js that the command asks for is the one that the package asks for', () => {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')

  expect(manifest).toContain(`"node": ">=${oldestNode}"`)
})

test.each(['20.20.2', '22.18.9', '21.99.0', '8.0.0'])('C09: Node.js %s is told to be too old', (version) => {
  expect(tellOldNode(version)).toBe(
    `This command needs Node.js 22.19 or newer, and this is ${version}. Update Node.js.`,
  )
})

test.each(['22.19.0', '22.20.1', '24.0.0', '100.1.0'])('C09: Node.js %s is not', (version) => {
  expect(tellOldNode(version)).toBeNull()
})
