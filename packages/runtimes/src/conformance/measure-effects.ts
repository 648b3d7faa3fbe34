import { type CallOptions, type Runtime, type TranslationEntry, type Values, VenomError } from '@venom/core'

import { ensure, shorten } from './assert.js'
import type { Sample } from './effect-judges.js'
import { type Effect, effects } from './effects.js'
import { listen, nameOf } from './listen.js'

/** What a run showed of one parameter on one runtime. */
export interface MeasuredEffect {
  readonly name: string
  readonly runtime: string
  /** `dropped`: the runtime says that it does not honour it. `no-effect`: it claims to, but nothing of it was seen. */
  readonly outcome: 'proven' | 'dropped' | 'no-effect'
  /** Under which name it was sent; null where it was not. */
  readonly wireName: string | null
  /** What came without and with it, or why it was dropped. */
  readonly evidence: string
}

/** Answers asked for on either side: enough that six faces of a die do not agree by chance. */
const samples = 8

/**
 * Shows for every neutral parameter whether a runtime honours it: the same questions with and without. About 500 short
 * answers. @throws {ChatError} when one of them fails, or when the signal aborts.
 */
export async function measureEffects(
  runtime: Runtime,
  model: string,
  options: CallOptions = {},
): Promise<readonly MeasuredEffect[]> {
  const measured: MeasuredEffect[] = []
  for (const [name, effect] of Object.entries(effects)) {
    measured.push({ name, runtime: runtime.kind, ...(await measure(runtime, model, name, effect, options)) })
  }
  return measured
}

async function measure(
  runtime: Runtime,
  model: string,
  name: string,
  effect: Effect,
  options: CallOptions,
): Promise<Omit<MeasuredEffect, 'name' | 'runtime'>> {
  const ask = async (params: Values): Promise<{ sample: Sample; entry: TranslationEntry | undefined }> => {
    const request = { model, messages: [{ role: 'user', content: effect.prompt }], generation_params: params } as const
    const { events, text, thrown } = await listen(runtime.chat(request, options))
    const isRefused = VenomError.is(thrown, 'chat.context_overflow')
    ensure(thrown === undefined || isRefused, `The answer ended in ${nameOf(thrown)}.`)
    const [start, finish] = [events[0], events.at(-1)]
    return {
      sample:
        finish?.type === 'finish'
          ? { text, reason: finish.reason, tokens: finish.usage.completion_tokens }
          : { text, reason: 'refused', tokens: undefined },
      entry: start?.type === 'start' ? start.translation.entries.find((entry) => entry.name === name) : undefined,
    }
  }

  const { entry } = await ask({ max_tokens: 1, ...effect.beside, ...effect.with })
  if (entry?.action === 'dropped') return { outcome: 'dropped', wireName: null, evidence: entry.reason ?? '' }

  const without: Sample[] = []
  const after: Sample[] = []
  for (let seed = 1; seed <= samples; seed += 1) {
    without.push((await ask({ seed, ...effect.beside, ...effect.without })).sample)
    after.push((await ask({ seed, ...effect.beside, ...effect.without, ...effect.with })).sample)
  }
  const max_tokens = effect.beside['max_tokens'] ?? 30
  const greedy = (await ask({ temperature: 0, max_tokens })).sample.text
  const isProven = effect.judge({ without, with: after, greedy })
  return {
    outcome: isProven ? 'proven' : 'no-effect',
    wireName: entry?.wire_name ?? null,
    evidence: `${told(without)} → ${told(after)}`,
  }
}

/** The different answers and how often each came. */
function told(all: readonly Sample[]): string {
  const counts = new Map<string, number>()
  for (const { text } of all) counts.set(text, (counts.get(text) ?? 0) + 1)
  return shorten([...counts].map(([text, count]) => `${count}× ${JSON.stringify(text)}`).join(', '))
}
