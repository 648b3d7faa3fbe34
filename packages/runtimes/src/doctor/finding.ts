/** How much a finding matters: a `problem` keeps answers away, an `advice` makes them worse, a `note` is good to know. */
export type Severity = 'problem' | 'advice' | 'note'

/** What can be found. */
export type FindingCode =
  | 'address.bad'
  | 'address.certificate'
  | 'address.path'
  | 'address.port'
  | 'address.refused'
  | 'address.scheme'
  | 'server.absent'
  | 'server.foreign'
  | 'server.failed'
  | 'server.venom'
  | 'server.starting'
  | 'server.paused'
  | 'key.bad'
  | 'key.missing'
  | 'key.wrong'
  | 'version.old'
  | 'models.unread'
  | 'models.none'
  | 'models.cold'
  | 'window.small'
  | 'adapters.full'

/** One thing that a person should know of a runtime, and how to mend it. */
export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  /** What was seen. */
  readonly message: string
  /** What to do. Absent where the message says it. */
  readonly mend?: string
}
