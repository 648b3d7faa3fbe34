import type { LlamaGrammar, SequenceEvaluateOptions, Token } from 'node-llama-cpp'

import type { DecodingOptions } from './body.js'
import type { LoadedModel } from './context.js'

/** One step of an answer: a part of the prompt was read, or a token was chosen. */
export type Step =
  | { readonly type: 'prompt'; readonly done: number; readonly cached: number }
  | { readonly type: 'token'; readonly token: Token }

/** Tokens of the prompt that are read at a time: between two such steps an answer can be cancelled. */
const promptStep = 256

/** llama.cpp's own window of the penalties, in tokens. DRY needs it said: the library's "all" is none in this release. */
const defaultPenaltyWindow = 64

/** llama.cpp's own threshold of XTC, which works only together with a probability. */
const defaultXtcThreshold = 0.1

/**
 * Reads the prompt and chooses tokens, the model's end token among them, until the reader leaves. Each token is computed when it
 * is asked for: nothing runs ahead of a slow reader. What the last conversation has in common is not read again, except with a
 * seed, as then the answer has to repeat to the last bit.
 */
export async function* generate(
  { library, model, sequence, windowTokens }: LoadedModel,
  prompt: readonly Token[],
  options: DecodingOptions,
  grammar: LlamaGrammar | null,
): AsyncGenerator<Step, undefined, undefined> {
  const all = [...prompt]
  const last = prompt.length - 1
  if (hasSeed(options)) await sequence.clearHistory()
  else await sequence.adaptStateToTokens(all.slice(0, last), false)

  const cached = sequence.nextTokenIndex
  for (let done = cached; done < last;) {
    const end = Math.min(done + promptStep, last)
    await sequence.evaluateWithoutGeneratingNewTokens(all.slice(done, end))
    done = end
    if (done < last) yield { type: 'prompt', done, cached }
  }
  yield { type: 'prompt', done: last, cached }

  const state = grammar === null ? null : new library.LlamaGrammarEvaluationState({ model, grammar })
  const evaluation = {
    ...toSampling(options, windowTokens, all),
    ...(state === null ? {} : { grammarEvaluationState: state }),
    yieldEogToken: true,
  }
  for await (const token of sequence.evaluate(all.slice(last), evaluation)) {
    all.push(token)
    yield { type: 'token', token }
  }
}

function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 32)
}

function hasSeed({ seed }: DecodingOptions): boolean {
  return seed !== undefined && seed >= 0
}

/** `all` grows while the answer does: the penalties look back at it, prompt and answer alike, as llama-server's do. */
function toSampling(options: DecodingOptions, windowTokens: number, all: readonly Token[]): SequenceEvaluateOptions {
  const { temperature, topP, topK, minP, seed, repeatPenalty, xtc, dryRepeatPenalty } = options
  const lookBack = Math.min(repeatPenalty?.lastTokens ?? defaultPenaltyWindow, windowTokens)
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(topK === undefined ? {} : { topK }),
    ...(minP === undefined ? {} : { minP }),
    // Left to itself the library takes the time in seconds, the same for two quick answers.
    seed: seed === undefined || seed < 0 ? randomSeed() : seed,
    ...(xtc?.probability === undefined
      ? {}
      : { xtc: { probability: xtc.probability, threshold: xtc.threshold ?? defaultXtcThreshold } }),
    ...(dryRepeatPenalty?.strength === undefined
      ? {}
      : {
          dryRepeatPenalty: {
            lastTokens: defaultPenaltyWindow,
            ...dryRepeatPenalty,
            strength: dryRepeatPenalty.strength,
          },
        }),
    ...(repeatPenalty === undefined || lookBack === 0
      ? {}
      : {
          repeatPenalty: {
            penalty: repeatPenalty.penalty ?? 1,
            presencePenalty: repeatPenalty.presencePenalty ?? 0,
            frequencyPenalty: repeatPenalty.frequencyPenalty ?? 0,
            punishTokens: () => all.slice(-lookBack),
            maxPunishTokens: lookBack,
          },
        }),
  }
}
