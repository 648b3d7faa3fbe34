'use client'
import type { Answer } from '@venom/core'

import { useChatText } from './text/use-chat-text.js'

type Warning = Answer['warnings'][number]

/** Says a warning of our adapters in a sentence; nothing where its code is not known, or its numbers are not there. */
export function useWarningText(): (warning: Warning) => string | undefined {
  const t = useChatText()
  return ({ code, detail }) => {
    switch (code) {
      case 'runtime.reload': {
        const both = numbersOf(detail, ['loaded', 'requested'])
        if (both !== undefined) return t('warnReload', both)
        // The server alone knows the window that it takes.
        const numbers = numbersOf(detail, ['loaded'])
        return numbers && t('warnReloadBack', numbers)
      }
      case 'chat.answer_cut_by_window': {
        const asked = numbersOf(detail, ['context_tokens', 'got', 'requested'])
        if (asked !== undefined) return t('warnWindow', asked)
        // Nobody set a limit.
        const numbers = numbersOf(detail, ['context_tokens', 'got'])
        return numbers && t('warnWindowFull', numbers)
      }
      case 'chat.answer_cut_by_server': {
        const numbers = numbersOf(detail, ['got', 'requested'])
        return numbers && t('warnServerLimit', numbers)
      }
      case 'chat.answer_not_json':
        return t('warnNotJson')
      case 'chat.prompt_cut':
        return t('warnPromptCut')
      default:
        return undefined
    }
  }
}

function numbersOf<K extends string>(
  detail: Warning['detail'],
  names: readonly K[],
): Readonly<Record<K, number>> | undefined {
  const given: Readonly<Record<string, unknown>> = typeof detail === 'object' && detail !== null ? { ...detail } : {}
  const numbers: Partial<Record<K, number>> = {}
  for (const name of names) {
    const value = given[name]
    if (typeof value === 'number') numbers[name] = value
  }
  return isWhole(numbers, names) ? numbers : undefined
}

function isWhole<K extends string>(
  numbers: Partial<Record<K, number>>,
  names: readonly K[],
): numbers is Record<K, number> {
  return names.every((name) => numbers[name] !== undefined)
}
