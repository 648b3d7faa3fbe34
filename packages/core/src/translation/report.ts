import type { Json, ParameterValue } from '../parameters/value.js'
import type { ServerFacts } from '../runtime/health.js'

/** What became of one parameter of a request. It was renamed when `wire_name` differs from `name`. */
export interface TranslationEntry {
  readonly name: string
  /** The path it was sent under; null when it was not sent. */
  readonly wire_name: string | null
  readonly requested: ParameterValue
  /** The value that went out; null when none did. */
  readonly sent: Json
  readonly action: 'sent' | 'clamped' | 'emulated' | 'dropped'
  /** Why it was clamped, emulated or dropped, in a sentence. */
  readonly reason?: string
}

/** What became of every parameter of a request, and what was known of the server when it was decided. */
export interface TranslationReport {
  readonly server: ServerFacts
  readonly entries: readonly TranslationEntry[]
}
