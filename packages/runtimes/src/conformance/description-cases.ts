import { catalogue, type GenerationParameter, type Runtime, VenomError } from '@venom/core'

import { ensure, ensureEqual, pause } from './assert.js'
import type { ConformanceCase, ConformanceHarness } from './conformance-case.js'
import { answer, ask, ensureFailed, listen, nameOf, runtimeCase } from './listen.js'

/** How long a runtime may say that it starts, as on a busy machine: so often, so far apart, in milliseconds. */
const maxStarting = 50
const startingMs = 200
const unknownModel = 'no-such-model:0b'

/** What a runtime says of itself: health, models, parameters. */
export function descriptionCases(harness: ConformanceHarness): readonly ConformanceCase[] {
  const { model } = harness
  return [
    runtimeCase(
      harness,
      'health.ready',
      'a runtime that can answer says so and names its kind',
      async (runtime, signal) => {
        let health = await runtime.health({ signal })
        for (let asked = 1; health.state === 'starting' && asked < maxStarting; asked++) {
          await pause(startingMs)
          health = await runtime.health({ signal })
        }

        ensure(health.state === 'ready', `health is ${health.state}.`)
        ensureEqual(health.server.kind, runtime.kind, 'kind of the server')
      },
    ),
    runtimeCase(
      harness,
      'health.never-throws',
      'health is an answer also when it is given up or the runtime is closed',
      async (runtime) => {
        await runtime.health({ signal: AbortSignal.abort() })
        await runtime.close()
        const health = await runtime.health()

        ensure(typeof health.state === 'string', 'health has no state.')
      },
    ),
    runtimeCase(
      harness,
      'models.listed',
      'the model is listed once, under the name that a request uses',
      async (runtime, signal) => {
        const models = await runtime.models({ signal })

        ensureEqual(models.filter(({ id }) => id === model).length, 1, `entries called ${model}`)
      },
    ),
    runtimeCase(
      harness,
      'parameters.shape',
      'every parameter has a default of its own type and within its bounds',
      async (runtime, signal) => {
        const { schema, reported } = await runtime.parameters(model, { signal })

        const broken = Object.entries(schema).filter(([, parameter]) => !hasSoundDefault(parameter))
        ensureEqual(
          broken.map(([name]) => name),
          [],
          'parameters with a broken default',
        )
        ensureEqual(
          Object.keys(reported).filter((name) => !(name in schema)),
          [],
          'reported values without a parameter',
        )
      },
    ),
    runtimeCase(harness, 'parameters.unknown-model', 'an unknown model has no parameters', async (runtime, signal) => {
      const thrown: unknown = await runtime.parameters(unknownModel, { signal }).then(
        () => 'nothing',
        (error: unknown) => error,
      )

      ensure(VenomError.is(thrown, 'model.unknown'), `Expected model.unknown, got ${nameOf(thrown)}.`)
    }),
    runtimeCase(
      harness,
      'chat.unknown-model',
      'an unknown model is refused before anything is sent',
      async (runtime, signal) => {
        const heard = await listen(runtime.chat({ ...ask(harness, 'Hello.'), model: unknownModel }, { signal }))

        ensureFailed(heard, 'model.unknown')
        ensureEqual(heard.events.length, 0, 'events')
      },
    ),
    runtimeCase(
      harness,
      'translation.table-agrees',
      'what the schema offers is sent, and nothing else',
      async (runtime, signal) => {
        const { schema } = await runtime.parameters(model, { signal })
        const dropped = await droppedDefaults(runtime, harness, signal)

        const absent = Object.keys(catalogue).filter((name) => !(name in schema))
        ensureEqual(dropped.toSorted(), absent.toSorted(), 'dropped parameters')
      },
    ),
    runtimeCase(
      harness,
      'translation.unknown-name',
      'a parameter that nobody knows is reported as dropped, with a reason',
      async (runtime, signal) => {
        const { start } = await answer(runtime, ask(harness, 'Hello.', { max_tokens: 1, no_such_parameter: 1 }), {
          signal,
        })

        const entry = start.translation.entries.find(({ name }) => name === 'no_such_parameter')
        ensureEqual(entry?.action, 'dropped', 'action')
        ensureEqual(entry?.wire_name, null, 'wire name')
        ensure((entry?.reason ?? '') !== '', 'There is no reason.')
      },
    ),
    runtimeCase(
      harness,
      'translation.strict',
      'strict refuses such a request before anything is sent',
      async (runtime, signal) => {
        const request = ask(harness, 'Hello.', { no_such_parameter: 1 })
        const heard = await listen(runtime.chat(request, { signal, strict: true }))

        ensureFailed(heard, 'runtime.unsupported_parameters')
        ensureEqual(heard.events.length, 0, 'events')
      },
    ),
    runtimeCase(
      harness,
      'close.refuses',
      'a closed runtime refuses to answer and can be closed again',
      async (runtime, signal) => {
        await runtime.close()
        await runtime.close()

        ensureFailed(await listen(runtime.chat(ask(harness, 'Hello.'), { signal })), 'runtime.closed')
      },
    ),
  ]
}

async function droppedDefaults(
  runtime: Runtime,
  harness: ConformanceHarness,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const defaults = Object.fromEntries(Object.entries(catalogue).map(([name, { default: value }]) => [name, value]))
  const { start } = await answer(runtime, ask(harness, 'Hello.', { ...defaults, max_tokens: 1 }), { signal })
  ensureEqual(
    start.translation.entries.map(({ name }) => name).toSorted(),
    Object.keys(catalogue).toSorted(),
    'reported names',
  )
  return start.translation.entries.filter(({ action }) => action === 'dropped').map(({ name }) => name)
}

function hasSoundDefault(parameter: GenerationParameter): boolean {
  const { type, default: value } = parameter
  switch (type) {
    case 'float':
    case 'int': {
      const { min = -Infinity, max = Infinity } = parameter
      return Number.isFinite(value) && value >= min && value <= max && (type === 'float' || Number.isInteger(value))
    }
    case 'enum':
      return parameter.options.includes(value)
    case 'list':
      return Array.isArray(value)
    case 'bool':
      return typeof value === 'boolean'
    case 'string':
      return typeof value === 'string'
  }
}
