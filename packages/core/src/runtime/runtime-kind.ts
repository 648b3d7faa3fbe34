import type { CallOptions } from './call-options.js'
import type { Runtime } from './runtime.js'

/** Where to open a runtime. */
export interface OpenOptions {
  /** Name of the instance. Default: the kind. */
  readonly id?: string
  /** The server's address; for the embedded model a `file:` URL of a GGUF. */
  readonly url: string
  /** API key, sent as a bearer token. An empty one is none. */
  readonly key?: string
  /** What this kind alone can be told, by name: see `RuntimeKind.options`. Default: nothing. */
  readonly options?: Readonly<Record<string, unknown>>
}

/** What an option of a kind holds. Where only texts can be given, an `object` is given as the path of a JSON file. */
export type OptionForm = 'boolean' | 'object'

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
  /** What `open` can be told beside the address, and in which form, such as `{ newEngine: 'boolean' }`. Absent: nothing. */
  readonly options?: Readonly<Record<string, OptionForm>>
  /** Looks in the usual places of this machine and opens what it finds. Never throws; none found is an empty list. */
  find(options?: FindOptions): Promise<readonly Runtime[]>
  /**
   * Opens one without asking whether it is there.
   * @throws {VenomError} `runtime.bad_url` when the address cannot be one; `runtime.bad_key` when no header can carry the key;
   * `runtime.bad_option` for an option that it has not, or that has another form.
   */
  open(options: OpenOptions): Runtime
}
