import type { CallOptions } from '../runtime/call-options.js'

/** The part of a zod schema that the kit needs. */
export interface Parser<T> {
  parse(input: unknown): T
}

/** What a call may do: read, make a model generate, or change something. `authorize` is asked by this. */
export type Access = 'read' | 'generate' | 'change'

/** One address of an HTTP interface as a value. Server, client and OpenAPI document derive from it. */
export interface Endpoint<I = unknown, O = unknown, S extends boolean = boolean> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `{name}` takes one encoded segment from the input's field of that name. */
  readonly path: `/${string}`
  readonly access: Access
  /** One object: path fields, then query (GET, DELETE) or JSON body (POST, PUT). */
  readonly input: Parser<I>
  /** The reply, or one event of it where `stream` is true. */
  readonly output: Parser<O>
  /** Server-sent events: `id` is the sequence number, and a failure after 200 is one last `problem` frame. */
  readonly stream: S
  /** Header fields that are read into the input: `{'if-match': 'revision'}`. */
  readonly headers?: Readonly<Record<string, string>>
  readonly summary: string
}

/** A set of endpoints by name. */
export type Contract = Readonly<Record<string, Endpoint>>

/** What an endpoint takes. */
export type InputOf<E> = E extends { readonly input: Parser<infer I> } ? I : never

/** What an endpoint gives: a promise, or the events of its stream with their sequence numbers. */
export type OutputOf<E> = E extends { readonly output: Parser<infer O>; readonly stream: infer S }
  ? S extends true
    ? AsyncIterable<Sequenced<O>>
    : Promise<O>
  : never

/** An event and its place in the stream, counted from 1. */
export interface Sequenced<T> {
  readonly seq: number
  readonly event: T
}

/** Typed calls, one an endpoint. */
export type Client<C extends Contract> = {
  readonly [K in keyof C]: (input: InputOf<C[K]>, options?: StreamCallOptions) => OutputOf<C[K]>
}

/** A call that may resume a stream after an event that was already seen. */
export interface StreamCallOptions extends CallOptions {
  /** Sent as `Last-Event-ID`. Default: from the first event. */
  readonly after?: number
}

/** What a handler is told beside its input. */
export interface HandlerContext {
  /** Whoever `authorize` said it is. */
  readonly who: string
  /** Aborts when the client goes away or the server stops. */
  readonly signal: AbortSignal
  /** `Last-Event-ID` of a stream that is resumed; 0 from the start. */
  readonly after: number
}

/** The server's side: one function an endpoint; a missing one is a type error. */
export type Handlers<C extends Contract> = {
  readonly [K in keyof C]: (input: InputOf<C[K]>, context: HandlerContext) => OutputOf<C[K]>
}

/** Declares an endpoint, keeping its exact types. */
export function endpoint<I, O, const S extends boolean>(definition: Endpoint<I, O, S>): Endpoint<I, O, S> {
  return definition
}
