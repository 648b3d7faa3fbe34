import { expect, test } from 'vitest'

import { ask, collect, serve } from '../__fixtures__/served-ollama.js'

test('C09: chats that begin at once ask what is not known once for all of them', async () => {
  const { runtime, server } = await serve()

  await Promise.all(Array.from({ length: 20 }, () => collect(runtime, ask('tuned'))))
  const first = server.newPaths().filter((path) => path !== '/api/chat')
  await Promise.all(Array.from({ length: 20 }, () => collect(runtime, ask('tuned', { context_length: 256 }))))
  const later = server.newPaths().filter((path) => path !== '/api/chat')

  expect(first.toSorted()).toEqual(['/api/ps', '/api/show', '/api/tags', '/api/version'])
  expect(later).toEqual(['/api/ps'])
})

test('C09: who leaves while it is asked leaves the question to the others', async () => {
  let answer = (): void => undefined
  const { runtime, server } = await serve('0.34.4', (path, reply) => {
    const isHeld = path === '/api/show'
    if (isHeld) answer = () => void reply.end('{}')
    return isHeld
  })
  const leaving = new AbortController()
  const left = Promise.allSettled([Array.fromAsync(runtime.chat(ask('pico'), { signal: leaving.signal }))])
  const staying = collect(runtime, ask('pico'))
  await expect.poll(() => server.asked.map(({ path }) => path)).toContain('/api/show')

  leaving.abort()
  const [outcome] = await left
  answer()

  expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'runtime.cancelled' } })
  expect((await staying).at(-1)?.type).toBe('finish')
  expect(server.asked.filter(({ path }) => path === '/api/show')).toHaveLength(1)
})
