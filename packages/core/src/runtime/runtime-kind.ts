import type { CallOptions } from './call-options.js'
import type { Runtime } from './runtime.js'

/** Where to open a runtime. */
export interface OpenOptions {
  /** Name of the instance. Default: the kind. */
  readonly id?: string
  /** The server's address; for the embedded model a `file:` URL of a GGUF. */
  readonly url: string
  /** API key, sent as a bearer token. */
  readonly key?: string
}

/** What need not be looked for. */
export interface FindOptions extends CallOptions {
  /** Addresses that are open already, under whatever id: a server must not be listed twice. */
  readonly except?: readonly string[]
}

/** An adapter as a value. Detection and servers take a list of these and name none. */
export interface RuntimeKind {
  readonly kind: string
  /** For people: `llama.cpp server`. */
  readonly label: string
  /** The ports that its servers listen on unless they are told otherwise; the usual one first. None for what is in this process. */
  readonly usualPorts: readonly number[]
  /** The oldest version that its table was proven with. Absent: it has no versions of its own. */
  readonly oldestProven?: string
  /** Looks in the usual places of this machine and opens what it finds. Never throws; none found is an empty list. */
  find(options?: FindOptions): Promise<readonly Runtime[]>
  /** Opens one without asking whether it is there. @throws {VenomError} `runtime.bad_url` when the address cannot be one. */
  open(options: OpenOptions): Runtime
}
