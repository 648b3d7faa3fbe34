import { fileURLToPath } from 'node:url'

import type { Runtime, RuntimeKind } from '@venom/core'
import { embeddedKind } from '@venom/runtimes/embedded'
import { describe, expect, test } from 'vitest'

import { openRuntimes } from './runtimes.js'

const model = fileURLToPath(new URL('../model/pico.gguf', import.meta.url))
const embedded = embeddedKind()

/** A kind whose servers come and go: `present` says which ids are found, `closed` which were closed. */
function visitors(present: readonly string[]): {
  readonly kind: RuntimeKind
  present: readonly string[]
  readonly closed: string[]
} {
  const closed: string[] = []
  const open = (id: string): Runtime => {
    const inside = embedded.open({ id, url: new URL(`file://${model}`).href })
    return {
      ...inside,
      kind: 'visitor',
      close: async () => {
        closed.push(id)
        await inside.close()
      },
    }
  }
  const state = {
    kind: {
      kind: 'visitor',
      label: 'visitor',
      find: async () => state.present.map(open),
      open: ({ id = 'visitor' }) => open(id),
    },
    present,
    closed,
  }
  return state
}

describe('openRuntimes', () => {
  test('C09: configured ones come first, then the embedded one, then what is found', async () => {
    const { kind } = visitors(['visitor'])
    const configured = [{ id: 'gpu2', url: 'http://127.0.0.1:9' }]

    const runtimes = await openRuntimes({ configured, model, embedded, servers: [kind], everyMs: Infinity })

    expect(runtimes.directory.list().map(({ id }) => id)).toEqual(['gpu2', 'embedded', 'visitor'])
    await runtimes.close()
  })

  test('C09: a server that is started later is found, and known ones stay as they are', async () => {
    const guests = visitors(['visitor'])
    const runtimes = await openRuntimes({ configured: [], model, embedded, servers: [guests.kind], everyMs: 5 })
    const known = runtimes.directory.get('visitor')

    guests.present = ['visitor', 'visitor-2']

    await expect.poll(() => runtimes.directory.get('visitor-2')?.id).toBe('visitor-2')
    expect(runtimes.directory.get('visitor')).toBe(known)
    expect(guests.closed).toContain('visitor')
    await runtimes.close()
    expect(guests.closed.at(-1)).toBe('visitor-2')
  })

  test('a file is opened as the embedded model under the given name', async () => {
    const url = new URL(`file://${model}`).href
    const { kind } = visitors([])

    const runtimes = await openRuntimes({
      configured: [{ id: 'tiny', url }],
      model,
      embedded,
      servers: [kind],
      everyMs: Infinity,
    })

    expect(runtimes.directory.list().map(({ id, kind: of }) => [id, of])).toEqual([['tiny', 'embedded']])
    await runtimes.close()
  })
})
