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

  test('a kind that fails, sooner or later, has found nothing, and the others have', async () => {
    const one = embedded({ modelPath })
    const at = (find: RuntimeKind['find']): RuntimeKind => ({ ...none, find })
    const fail = (): never => {
      throw new TypeError('No.')
    }

    expect(await findRuntimes([at(fail), at(async () => fail()), at(async () => [one])])).toEqual([one])
  })

  test('of three with one id both others are closed, also where one of them fails to', async () => {
    const closed: string[] = []
    const open = (name: string): Runtime => ({
      ...embedded({ modelPath }),
      async close() {
        closed.push(name)
        if (name === 'second') throw new TypeError('No.')
      },
    })
    const one = open('first')
    const all = [one, open('second'), open('third')]

    expect(await findRuntimes([{ ...none, find: async () => all }])).toEqual([one])
    expect(closed).toEqual(['second', 'third'])
  })
})
