import { describe, expect, test } from 'vitest'

import { parseOptions } from './options.js'

describe('parseOptions', () => {
  test('P04: nothing has to be said', () => {
    const parsed = parseOptions([], { XDG_DATA_HOME: '/data' })

    expect(parsed).toMatchObject({
      ask: 'serve',
      options: { host: '127.0.0.1', database: '/data/venom/venom.sqlite', runtimes: [] },
    })
  })

  test('the command line goes before the environment', () => {
    const parsed = parseOptions(['--port', '0'], { VENOM_PORT: '9', VENOM_HOST: 'localhost' })

    expect(parsed).toMatchObject({ options: { port: 0, host: 'localhost' } })
  })

  test('runtimes are named by id', () => {
    const parsed = parseOptions([], { VENOM_RUNTIMES: 'gpu2=http://10.0.0.2:8080, llama-cpp=http://127.0.0.1:9931' })

    expect(parsed).toMatchObject({
      options: {
        runtimes: [
          { id: 'gpu2', url: 'http://10.0.0.2:8080' },
          { id: 'llama-cpp', url: 'http://127.0.0.1:9931' },
        ],
      },
    })
  })

  test('C09: a runtime may be given its kind and its key', () => {
    const env = {
      VENOM_RUNTIMES: 'box=vllm+https://box:9000,gpu2=http://10.0.0.2:8080',
      VENOM_RUNTIME_KEYS: 'box=s3=cret',
    }

    expect(parseOptions([], env)).toMatchObject({
      options: {
        runtimes: [
          { id: 'box', kind: 'vllm', url: 'https://box:9000', key: 's3=cret' },
          { id: 'gpu2', url: 'http://10.0.0.2:8080' },
        ],
      },
    })
  })

  test('C09, T09: what only its kind can be told stands behind the address of a runtime, whose kind is named', () => {
    const box = 'box=vllm+http://box:8000?generationConfig=/models/a%2Cb%20c++.json&spareAdapterSlot=false'

    expect(parseOptions(['--runtimes', box], {})).toMatchObject({
      options: {
        runtimes: [
          {
            id: 'box',
            kind: 'vllm',
            url: 'http://box:8000',
            options: { generationConfig: '/models/a,b c++.json', spareAdapterSlot: 'false' },
          },
        ],
      },
    })
  })

  test.each([
    ['box=http://box:8000?newEngine=true', '“box” has options behind its address.'],
    ['box=vllm+file:///x.gguf?newEngine=true', '“box” has options behind its address.'],
    ['box=vllm+http://box:8000?', 'The options of “box” are not of the form ?name=value'],
    ['box=vllm+http://box:8000?hunter2', 'The options of “box” are not of the form ?name=value'],
    ['box=vllm+http://box:8000?path=%FFhunter2', 'The options of “box” are not of the form ?name=value'],
    ['box=vllm+http://box:8000?a=1&a=hunter2', '“box” is given one option twice.'],
  ])('C09: options behind an address that cannot be read are told by the name of the runtime: %s', (list, message) => {
    const parsed = parseOptions([], { VENOM_RUNTIMES: list })

    expect(parsed).toEqual({ ask: 'nothing', message: expect.stringContaining(message) })
    expect(JSON.stringify(parsed)).not.toContain('hunter2')
  })

  test('a key that belongs to no runtime is refused, and not repeated', () => {
    expect(parseOptions([], { VENOM_RUNTIME_KEYS: 'gpu2=hidden' })).toEqual({
      ask: 'nothing',
      message: 'VENOM_RUNTIME_KEYS has a key for “gpu2”, but no runtime of this name is configured.',
    })
    expect(parseOptions([], { VENOM_RUNTIME_KEYS: 'hidden' })).toEqual({
      ask: 'nothing',
      message: 'VENOM_RUNTIME_KEYS is not of the form name=key,other=key.',
    })
  })

  test.each([
    [['--runtimes', 'gpu2=htp://user:hunter2@box']],
    [['--runtimes', 'embedded=http://user:hunter2@box']],
    [['--runtimes', 'http://user:hunter2@box']],
    [['http://user:hunter2@box']],
  ])('a login in %j is not repeated', (argv) => {
    expect(parseOptions(argv, {})).toEqual({ ask: 'nothing', message: expect.not.stringContaining('hunter2') })
  })

  test('what cannot be used is named in a sentence', () => {
    expect(parseOptions(['--port', '99999'], {})).toEqual({
      ask: 'nothing',
      message: 'The port “99999” is not a number from 0 to 65535.',
    })
    expect(parseOptions(['--prot', '1'], {})).toMatchObject({ message: expect.stringContaining("'--prot'") })
    expect(parseOptions([], { VENOM_RUNTIMES: 'http://x' })).toMatchObject({
      message: expect.stringContaining('name=http'),
    })
    expect(parseOptions([], { VENOM_RUNTIMES: 'a=http://x,a=http://y' })).toMatchObject({
      message: expect.stringContaining('Two'),
    })
    expect(parseOptions([], { VENOM_RUNTIMES: 'embedded=http://x' })).toMatchObject({
      message: '“embedded” is the name of the built-in model. Give the other runtime another one.',
    })
    expect(parseOptions([], { VENOM_RUNTIMES: 'embedded=file:///x.gguf' })).toMatchObject({ ask: 'serve' })
    expect(parseOptions(['--host', ''], {})).toMatchObject({ message: expect.stringContaining('--host') })
    expect(parseOptions([], { VENOM_TOKEN: 'two words' })).toMatchObject({
      message: expect.stringContaining('VENOM_TOKEN'),
    })
  })

  test('help is asked for, not an error', () => {
    expect(parseOptions(['--help'], {})).toEqual({ ask: 'help' })
  })
})
