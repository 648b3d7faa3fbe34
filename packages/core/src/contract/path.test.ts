import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { fillPath, pathFields } from './path.js'

const segment = fc
  .string({ unit: 'binary', minLength: 1 })
  .filter((text) => text.isWellFormed() && !/^\.{1,2}$/.test(text))

describe('path', () => {
  test('T05: a model name is one segment whatever it holds', () => {
    fc.assert(
      fc.property(segment, segment, (model, id) => {
        const url = new URL(`http://x${fillPath('/models/{model}/history/{id}', { model, id })}`)

        const segments = url.pathname.split('/').map((part) => decodeURIComponent(part))

        expect(segments).toEqual(['', 'models', model, 'history', id])
      }),
    )
  })

  test('names that a URL would swallow are refused before anything is sent', () => {
    expect(() => fillPath('/models/{model}', { model: '..' })).toThrow(/model cannot be part/)
    expect(() => fillPath('/models/{model}', { model: '.' })).toThrow(/model cannot be part/)
    expect(() => fillPath('/models/{model}', { model: '' })).toThrow(/model cannot be part/)
    expect(() => fillPath('/models/{model}', {})).toThrow(expect.objectContaining({ code: 'request.invalid' }))
    expect(() => fillPath('/models/{model}', { model: '\ud800' })).toThrow(/model cannot be part/)
  })

  test('a number is a name, and the fields are listed in order', () => {
    expect(fillPath('/tasks/{id}', { id: 7 })).toBe('/tasks/7')
    expect(pathFields('/a/{b}/c/{d_e}')).toEqual(['b', 'd_e'])
  })
})
