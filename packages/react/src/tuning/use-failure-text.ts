'use client'
import type { VenomError } from '@venom/core'

import { useTuningText } from './text/use-tuning-text.js'

/** Says what went wrong and what to do: a server that is away in the language at hand, all else in the server's own words. */
export function useFailureText(): (error: VenomError) => string {
  const say = useTuningText()
  return (error) => (error.code === 'http.unreachable' ? say('unreachable') : error.message)
}
