import type { Json } from '../parameters/value.js'
import { type ErrorCode, errorCodes } from './codes.js'

const brand = Symbol.for('venom.error')

/** What an error can carry beside its message. */
export interface ErrorOptions {
  /** What was underneath. */
  readonly cause?: unknown
  /** Facts for programs: limits, candidates, issues, the server's status. It may travel over HTTP: no secrets, at most 4 KiB of foreign text. */
  readonly details?: Readonly<Record<string, Json>>
  /** Default: what the catalogue says of the code. */
  readonly retryable?: boolean
}

/** The one error class of this project. `code` is for programs; the message says what happened, then what to do. */
export class VenomError extends Error {
  override readonly name: string = 'VenomError'
  readonly code: ErrorCode
  /** Whether the same call can succeed later without a change. */
  readonly retryable: boolean
  readonly details: Readonly<Record<string, Json>>

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryable = options.retryable ?? errorCodes[code].retryable
    this.details = options.details ?? {}
    Object.defineProperty(this, brand, { value: true })
  }

  /** Tells whether something thrown is ours, also across two installed copies of this package. */
  static is(thrown: unknown, code?: ErrorCode): thrown is VenomError {
    return (
      thrown instanceof Error && brand in thrown && (code === undefined || ('code' in thrown && thrown.code === code))
    )
  }
}
