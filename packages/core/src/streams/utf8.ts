import { VenomError } from '../errors/venom-error.js'

const empty = new Uint8Array(0)

/** Turns chunks of bytes into text, wherever they are cut. */
export interface Utf8Reader {
  /** The text of these bytes, up to the first that are not UTF-8: from there on there is none, and `failure` says why. */
  push(bytes: Uint8Array): string
  /** `runtime.stream_malformed`, once bytes came that are not UTF-8. */
  readonly failure: VenomError | null
  /** Says that no more bytes come. @throws {VenomError} `runtime.stream_malformed` when the last character is incomplete. */
  end(): void
}

/**
 * Makes a strict UTF-8 reader. At most three bytes are held back. Each piece is decoded as a whole text: a decoder in
 * stream mode costs several times as much in Node, as it leaves the fast path.
 */
export function createUtf8Reader(): Utf8Reader {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let held = empty
  let offset = 0
  let failure: VenomError | null = null

  function decode(bytes: Uint8Array): string | null {
    try {
      return decoder.decode(bytes)
    } catch {
      return null
    }
  }

  function fail(at: number): VenomError {
    const message = `The stream holds bytes that are not UTF-8, at byte ${at}.`
    return new VenomError('runtime.stream_malformed', message, { details: { offset: at } })
  }

  /** Only for bytes that cannot be decoded as a whole: what of them can. */
  function decodePrefix(bytes: Uint8Array): string {
    let good = 0
    let bad = bytes.length
    while (bad - good > 1) {
      const middle = (good + bad) >>> 1
      if (decode(withoutTail(bytes.subarray(0, middle))) === null) bad = middle
      else good = middle
    }
    const prefix = withoutTail(bytes.subarray(0, good))
    failure = fail(offset + prefix.length)
    return decode(prefix) ?? ''
  }

  return {
    push(bytes) {
      if (failure !== null) return ''
      const all = held.length === 0 ? bytes : join(held, bytes)
      const whole = withoutTail(all)
      const text = decode(whole) ?? decodePrefix(whole)
      held = whole.length === all.length ? empty : all.slice(whole.length)
      offset += whole.length
      return text
    },
    get failure() {
      return failure
    },
    end() {
      if (held.length > 0) throw fail(offset)
    },
  }
}

/** The bytes without the beginning of a character that is not complete yet. */
function withoutTail(bytes: Uint8Array): Uint8Array {
  const tail = incompleteTail(bytes)
  return tail === 0 ? bytes : bytes.subarray(0, bytes.length - tail)
}

/** How many bytes at the end begin a character that is not complete yet: 0 to 3. */
function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0
  }
  return 0
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4
  return lead >= 0xe0 ? 3 : 2
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length)
  whole.set(a)
  whole.set(b, a.length)
  return whole
}
