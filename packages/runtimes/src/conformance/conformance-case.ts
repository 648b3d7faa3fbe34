import type { ResponseFormat, Runtime } from '@venom/core'

/** One thing every runtime has to do, as a plain value: any test runner, or none, can run it. */
export interface ConformanceCase {
  /** Stable, dotted: `cancel.mid-answer`. */
  readonly id: string
  /** The behaviour, as a sentence. */
  readonly title: string
  /** Resolves when the runtime behaves so. @throws {Error} that says what it did instead. Abort ends its answers. */
  run(signal: AbortSignal): Promise<void>
}

/** How the stream of a server looks on the wire, so that faults can be put between its frames. */
export interface WireSamples {
  /** What stands between two frames: an empty line for server-sent events, a line feed for NDJSON. */
  readonly boundary: string
  /** What a frame begins with: `data: ` for server-sent events, nothing for NDJSON. */
  readonly prefix: string
  /** A whole frame, with its boundary, in which the server says in mid-stream that it failed. */
  readonly errorFrame: string
  /** A whole frame, with its boundary, that is not what the protocol says. */
  readonly brokenFrame: string
  /** Text that begins the terminator and stands nowhere before it. */
  readonly terminator: string
}

/** A server that can be asked through a proxy. */
export interface ConformanceServer {
  readonly url: string
  /** Path of the requests that generate, as the server sees it. */
  readonly path: string
  readonly wire: WireSamples
}

/** What the cases have to know of the runtime that they try. */
export interface ConformanceHarness {
  /** A model that the runtime has, by the runtime's own name. */
  readonly model: string
  /** Opens a runtime of its own for one case; `url` leads to the same server another way. The case closes it. */
  open(url?: string): Promise<Runtime>
  /** Whether the server, or the engine in this process, still works on an answer. */
  isBusy(runtime: Runtime): Promise<boolean>
  /** A question whose answer runs for at least two seconds. */
  readonly endlessPrompt: string
  /** The form of that answer, where the question alone keeps no model talking. Default: free text. */
  readonly endlessFormat?: ResponseFormat
  /** More text than the model's window holds. */
  readonly longPrompt: string
  /** Whether the server says how many tokens such a text has. Default: true. */
  readonly countsOverflow?: boolean
  /** Absent for a runtime in this process: what goes wrong on a network cannot go wrong there. */
  readonly server?: ConformanceServer
}
