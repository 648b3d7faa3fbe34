import type { CallOptions, Runtime } from './runtime.js'

/** Where to open a runtime. */
export interface OpenOptions {
  /** Name of the instance. Default: the kind. */
  readonly id?: string
  /** The server's address; for the embedded model a `file:` URL of a GGUF. */
  readonly url: string
  /** API key, sent as a bearer token. */
  readonly key?: string
}

/** An adapter as a value. Detection and servers take a list of these and name none. */
export interface RuntimeKind {
  readonly kind: string
  /** For people: `llama.cpp server`. */
  readonly label: string
  /** Looks in the usual places of this machine and opens what it finds. Never throws; none found is an empty list. */
  find(options?: CallOptions): Promise<readonly Runtime[]>
  /** Opens one without asking whether it is there. @throws {VenomError} `runtime.bad_url` when the address cannot be one. */
  open(options: OpenOptions): Runtime
}
