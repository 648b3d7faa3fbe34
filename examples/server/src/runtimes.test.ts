import { fileURLToPath } from 'node:url'

import type { Health, Runtime, RuntimeKind, ServerFacts } from '@venom/core'
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
      usualPorts: [],
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

  test('C09: a configured server is asked what it is, and of several kinds the right one is opened', async () => {
    const runtimes = await openRuntimes({
      configured: [{ id: 'gpu2', url: 'http://127.0.0.1:9' }],
      model,
      embedded,
      servers: [kindThat('one', () => 'foreign'), kindThat('other', () => 'ready')],
      everyMs: Infinity,
    })

    expect(runtimes.directory.get('gpu2')?.kind).toBe('other')
    await runtimes.close()
  })

  test('C09: one that does not answer yet is listed by its name or its port, and known once it answers', async () => {
    let state: Health['state'] = 'unreachable'
    const servers = [kindThat('one', () => 'unreachable'), kindThat('other', () => state, [4_711])] as const
    const configured = [
      { id: 'gpu2', url: 'http://127.0.0.1:9' },
      { id: 'other-2', url: 'http://127.0.0.1:9' },
      { id: 'box', url: 'http://127.0.0.1:4711' },
    ]
    const runtimes = await openRuntimes({ configured, model, embedded, servers, everyMs: 5 })
    const kinds = (): unknown => configured.map(({ id }) => runtimes.directory.get(id)?.kind)
    expect(kinds()).toEqual(['one', 'other', 'other'])

    state = 'ready'

    await expect.poll(kinds).toEqual(['other', 'other', 'other'])
    expect(runtimes.directory.list().map(({ id }) => id)).toEqual(['gpu2', 'other-2', 'box', 'embedded'])
    await runtimes.close()
  })

  test('C09: one that refuses is asked again, as whatever stands before a server can refuse', async () => {
    let isOpen = false
    const servers = [
      kindThat('one', () => (isOpen ? 'foreign' : 'refused')),
      kindThat('other', () => (isOpen ? 'ready' : 'foreign')),
    ] as const
    const configured = [{ id: 'gpu2', url: 'http://127.0.0.1:9' }]
    const runtimes = await openRuntimes({ configured, model, embedded, servers, everyMs: Infinity })
    expect(runtimes.directory.get('gpu2')?.kind).toBe('one')

    isOpen = true
    await runtimes.refresh()

    expect(runtimes.directory.get('gpu2')?.kind).toBe('other')
    await runtimes.close()
  })

  test('C09: what a refusal told stays while the server tells nothing', async () => {
    let state: Health['state'] = 'refused'
    const servers = [kindThat('one', () => 'unreachable'), kindThat('other', () => state)] as const
    const configured = [{ id: 'gpu2', url: 'http://127.0.0.1:9' }]
    const runtimes = await openRuntimes({ configured, model, embedded, servers, everyMs: Infinity })

    state = 'unreachable'
    await runtimes.refresh()

    expect(runtimes.directory.get('gpu2')?.kind).toBe('other')
    await runtimes.close()
  })

  test('C09: a server of this machine whose name was given to another is listed with its port, and once', async () => {
    const one = kindThat('one', () => 'ready')
    const found: RuntimeKind = { ...one, find: async () => [one.open({ id: 'one', url: 'http://127.0.0.1:4711' })] }
    const configured = [{ id: 'one', url: 'http://10.0.0.2:4711' }]
    const runtimes = await openRuntimes({ configured, model, embedded, servers: [found], everyMs: Infinity })

    await runtimes.refresh()

    expect(runtimes.directory.list().map(({ id, url }) => [id, url])).toEqual([
      ['one', 'http://10.0.0.2:4711'],
      ['embedded', undefined],
      ['one-4711', 'http://127.0.0.1:4711'],
    ])
    await runtimes.close()
  })

  test('C09: a kind that is named is not asked, and one that does not exist is refused with those that do', async () => {
    const servers = [kindThat('one', () => 'ready'), kindThat('other', () => 'unreachable')] as const
    const start = (kind: string) =>
      openRuntimes({
        configured: [{ id: 'gpu2', url: 'http://127.0.0.1:9', kind }],
        model,
        embedded,
        servers,
        everyMs: Infinity,
      })

    const runtimes = await start('other')

    expect(runtimes.directory.get('gpu2')?.kind).toBe('other')
    await runtimes.close()
    await expect(start('tgi')).rejects.toMatchObject({
      code: 'runtime.bad_url',
      message: expect.stringContaining('one, other'),
    })
  })
})

/** A kind whose servers are in the state that a test says. */
function kindThat(kind: string, state: () => Health['state'], usualPorts: readonly number[] = []): RuntimeKind {
  const server: ServerFacts = { kind, version: '1.0.0', capabilities: [] }
  return {
    kind,
    label: kind,
    usualPorts,
    find: async () => [],
    open: (options) => ({
      ...embedded.open({ ...options, url: new URL(`file://${model}`).href }),
      kind,
      url: options.url,
      health: async () => {
        const now = state()
        return now === 'ready' ? { state: now, server } : { state: now, code: 'runtime.unreachable', hint: 'Not now.' }
      },
    }),
  }
}
