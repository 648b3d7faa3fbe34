import { httpServer } from '@venom/core/testing'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod/mini'

import { recorded } from '../__fixtures__/served-ollama.js'
import { createTransport } from '../adapter/transport.js'
import { createEvidence } from './evidence.js'

const patientMs = 60_000

test('C09: more models than a thousand are asked for once, and again only where they are made anew', async () => {
  const { transport, asked } = await serve(() => true)
  const book = createEvidence(transport, patientMs)
  const models = manyModels(1_200)

  const first = await book.readAll(models)
  const again = await book.readAll([...models.slice(1), { name: 'm0', digest: 'anew' }])

  expect([first.size, again.size]).toEqual([1_200, 1_200])
  expect(asked.slice(1_200)).toEqual(['m0'])
})

test('C09: what a server does not tell in time is not known, and what is known stays told', async () => {
  const { transport, asked } = await serve((name) => name === 'm0' || name === 'm1')
  const book = createEvidence(transport, 500)
  const models = manyModels(300)

  const first = await book.readAll(models)
  const again = await book.readAll(models)

  expect([...first.keys()]).toEqual(['m0', 'm1'])
  expect([...again.keys()]).toEqual(['m0', 'm1'])
  // Four at a time, and no more once the time is up.
  expect(new Set(asked)).toEqual(new Set(['m0', 'm1', 'm2', 'm3', 'm4', 'm5']))
})

test('C09: a server that did not tell of a model in time does not keep each chat waiting', async () => {
  const { transport, asked } = await serve(() => false)
  const book = createEvidence(transport)

  const first = await book.read({ name: 'm0', digest: 'd' })
  const again = await book.read({ name: 'm0', digest: 'd' })

  expect([first, again]).toEqual([undefined, undefined])
  expect(asked).toEqual(['m0'])
})

test('C09: a model that is gone is forgotten', async () => {
  const { transport } = await serve(() => true)
  const book = createEvidence(transport, patientMs)
  const gone = { name: 'gone', digest: 'd0' }
  const kept = { name: 'kept', digest: 'd1' }
  await book.readAll([gone, kept])

  await book.readAll([kept])

  expect([book.known(gone), book.known(kept)]).toEqual([undefined, expect.objectContaining({ architecture: 'llama' })])
})

function manyModels(count: number) {
  return Array.from({ length: count }, (_, index) => ({ name: `m${index}`, digest: `d${index}` }))
}

/** A server that tells what it knows of the models that `tells` takes, and is silent about the others. */
async function serve(tells: (name: string) => boolean) {
  const asked: string[] = []
  const server = await httpServer((request, reply) => {
    request.on('data', (bytes) => {
      const { model } = z.object({ model: z.string() }).parse(JSON.parse(String(bytes)))
      asked.push(model)
      if (tells(model)) reply.end(recorded('0.34.4', 'show.json'))
    })
  })
  const transport = createTransport({ url: server.url })
  onTestFinished(async () => {
    await transport.close()
    await server.close()
  })
  return { transport, asked }
}
