import type { ErrorCode } from '../errors/codes.js'

/** Everything that a runtime may be able to do beyond chatting. `load`: it can be told to take a model into memory and to let it go. */
export const capabilities = [
  'tools',
  'reasoning',
  'response-format',
  'images',
  'progress',
  'cancel-receipt',
  'load',
  'adapters',
] as const

/** What a runtime can do beyond chatting. */
export type Capability = (typeof capabilities)[number]

/** What a server says of itself. */
export interface ServerFacts {
  /** The adapter: `llama-cpp`, `embedded`, … */
  readonly kind: string
  /** As the server words it; null where it does not say. */
  readonly version: string | null
  /** The engine inside, where a server has several. */
  readonly engine?: string
  readonly capabilities: readonly Capability[]
}

/** What is wrong with a server that answers all the same, and how to mend it. */
export interface ServerFault {
  /**
   * `server.paused`: whoever runs it stopped its engine, and answers wait until it goes on. `adapters.full`: the place for adapters is
   * filled that has to stay empty on a processor.
   */
  readonly code: 'server.paused' | 'adapters.full'
  /** A `problem` keeps answers away, an `advice` makes them worse. */
  readonly severity: 'problem' | 'advice'
  readonly message: string
  readonly mend: string
}

/** Whether a runtime can answer now, and if not, why and what to do. */
export type Health =
  | {
      readonly state: 'ready'
      readonly server: ServerFacts
      /** Absent: none that it tells of. */
      readonly faults?: readonly ServerFault[]
    }
  | {
      /** `starting`: wait. `foreign`: something else answers there. `refused`: it wants another key, or to be asked by another name. */
      readonly state: 'starting' | 'unreachable' | 'foreign' | 'refused' | 'not-installed'
      readonly code: ErrorCode
      readonly hint: string
    }
