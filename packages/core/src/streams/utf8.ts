import { VenomError } from '../errors/venom-error.js'

const empty = new Uint8Array(0)

/** Turns chunks of bytes into text, wherever they are cut. */
export interface Utf8Reader {
  /** @throws {VenomError} `runtime.stream_malformed` when the bytes are not UTF-8; the reader is of no use afterwards. */
  push(bytes: Uint8Array): string
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

  function decode(bytes: Uint8Array): string {
    try {
      return decoder.decode(bytes)
    } catch (cause) {
      throw new VenomError(
        'runtime.stream_malformed',
        `The stream holds bytes that are not UTF-8, near byte ${offset}.`,
        {
          cause,
          details: { offset },
        },
      )
    }
  }

  return {
    push(bytes) {
      const whole = held.length === 0 ? bytes : join(held, bytes)
      const cut = whole.length - incompleteTail(whole)
      held = cut === whole.length ? empty : whole.slice(cut)
      const text = decode(cut === whole.length ? whole : whole.subarray(0, cut))
      offset += bytes.length
      return text
    },
    end() {
      if (held.length > 0) decode(held)
    },
  }
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
