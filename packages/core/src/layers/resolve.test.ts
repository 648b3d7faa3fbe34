import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GenerationSchema } from '../parameters/parameter.js'
import type { Layer, Standing } from './layer.js'
import { pickSet } from './pick-set.js'
import { resolve } from './resolve.js'

const schema = {
  temperature: { type: 'float', default: 0.7, min: 0, max: 1 },
  top_k: { type: 'int', default: 40, min: 1, max: 100 },
} satisfies GenerationSchema

const family: Layer = { name: 'family', standing: 'assumed', values: { temperature: 0.6 } }
const runtime: Layer = { name: 'runtime', standing: 'reported', values: { temperature: 0.8, top_k: 50 } }
const override: Layer = { name: 'override', standing: 'set', values: { temperature: 0.2 } }

describe('who wins', () => {
  test('without any layer the schema’s defaults hold, as assumed', () => {
    expect(resolve(schema, [])['top_k']).toEqual({ value: 40, layer: 'built-in', standing: 'assumed', beaten: [] })
  })

  test('the highest layer wins, and the beaten are listed from the highest down', () => {
    expect(resolve(schema, [family, runtime, override])['temperature']).toEqual({
      value: 0.2,
      layer: 'override',
      standing: 'set',
      beaten: [
        { layer: 'runtime', standing: 'reported', value: 0.8 },
        { layer: 'family', standing: 'assumed', value: 0.6 },
        { layer: 'built-in', standing: 'assumed', value: 0.7 },
      ],
    })
  })

  test('what is set wins over what the runtime reports, wherever its layer stands, as it is sent', () => {
    const manifest: Layer = { name: 'manifest', standing: 'set', values: { temperature: 0.4 } }

    expect(resolve(schema, [manifest, runtime])['temperature']).toMatchObject({ value: 0.4, layer: 'manifest' })
  })

  test('names that the schema lacks are ignored', () => {
    const request: Layer = { name: 'request', standing: 'set', values: { typical_p: 0.5 } }

    expect(Object.keys(resolve(schema, [request]))).toEqual(['temperature', 'top_k'])
  })
})

describe('values that the schema refuses', () => {
  test('an assumed one is left out', () => {
    const hot: Layer = { ...family, values: { temperature: 1.5 } }

    expect(resolve(schema, [hot])['temperature']).toMatchObject({ value: 0.7, layer: 'built-in' })
  })

  test('a reported one beyond a bound is shown, as the runtime does use it', () => {
    const hot: Layer = { ...runtime, values: { temperature: 1.5 } }

    expect(resolve(schema, [family, hot])['temperature']).toMatchObject({ value: 1.5, standing: 'reported' })
  })

  test('a reported one of another type is left out', () => {
    const odd: Layer = { ...runtime, values: { temperature: 'hot', top_k: 1.5 } }

    expect(resolve(schema, [odd])).toMatchObject({ temperature: { layer: 'built-in' }, top_k: { layer: 'built-in' } })
  })

  test('a set one counts, as it is what would be sent', () => {
    const hot: Layer = { ...override, values: { temperature: 1.5 } }

    expect(resolve(schema, [hot])['temperature']).toMatchObject({ value: 1.5, layer: 'override' })
  })
})

test('T02: only what is set is picked, a later layer over an earlier one, whatever the schema knows', () => {
  const request: Layer = { name: 'request', standing: 'set', values: { temperature: 0.9, typical_p: 0.5 } }
  const stops: Layer = { name: 'profile', standing: 'set', values: { stop: ['END'] } }

  expect(pickSet([family, override, stops, runtime, request])).toEqual({
    temperature: 0.9,
    typical_p: 0.5,
    stop: ['END'],
  })
})

const standings: readonly Standing[] = ['assumed', 'reported', 'set']
const layers = fc.array(
  fc.record({
    name: fc.uuid(),
    standing: fc.constantFrom(...standings),
    values: fc.dictionary(fc.constantFrom('temperature', 'top_k', 'other'), fc.constantFrom(1)),
  }),
  { maxLength: 8 },
)

test('the winner is the highest layer that has the name, and nobody who has it is lost', () => {
  fc.assert(
    fc.property(layers, (list) => {
      const having = standings.flatMap((standing) =>
        list.filter((layer) => layer.standing === standing && Object.hasOwn(layer.values, 'temperature')),
      )

      const resolved = resolve(schema, list)['temperature']

      expect(resolved?.layer).toBe(having.at(-1)?.name ?? 'built-in')
      expect(resolved?.beaten.length).toBe(having.length)
    }),
  )
})

test('what resolves as set is exactly what is picked', () => {
  fc.assert(
    fc.property(layers, (list) => {
      const resolution = Object.entries(resolve(schema, list)).filter(([, { standing }]) => standing === 'set')
      const picked = Object.entries(pickSet(list)).filter(([name]) => Object.hasOwn(schema, name))

      expect(Object.fromEntries(resolution.map(([name, { value }]) => [name, value]))).toEqual(
        Object.fromEntries(picked),
      )
    }),
  )
})
