import { fileURLToPath } from 'node:url'

import type { Runtime, RuntimeKind } from '@venom/core'
import { describe, expect, test } from 'vitest'

import { embedded, embeddedKind } from '../embedded/embedded.js'
import { findRuntimes } from './find-runtimes.js'

const modelPath = fileURLToPath(new URL('../../../../examples/server/model/pico.gguf', import.meta.url))
const none: RuntimeKind = { ...embeddedKind(), kind: 'none' }

describe('findRuntimes', () => {
  test('C09: what is there is opened, in the order of the kinds', async () => {
    const found = await findRuntimes([none, embeddedKind({ modelPath })])

    expect(found.map(({ id, kind }) => [id, kind])).toEqual([['embedded', 'embedded']])
    await found[0]?.close()
  })

  test('of two with one id the first is kept and the other closed', async () => {
    const closed: string[] = []
    const open = (name: string): Runtime => ({
      ...embedded({ modelPath }),
      close: async () => {
        closed.push(name)
      },
    })
    const one = open('first')
    const kinds = [one, open('second')].map((runtime) => ({ ...none, find: async () => [runtime] }))

    const found = await findRuntimes(kinds)

    expect(found).toEqual([one])
    expect(closed).toEqual(['second'])
  })
})
