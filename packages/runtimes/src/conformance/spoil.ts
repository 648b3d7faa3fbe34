/** Faults that keep the reply's framing and spoil what it says. */
export type BodyFault =
  /** Each byte in a write of its own. */
  | { readonly type: 'split' }
  /** So many bytes a second, in ten pieces. */
  | { readonly type: 'slow'; readonly bytesPerSecond: number }
  /** `bytes` at the first `boundary` that ends at or after so many bytes; right there where `boundary` is empty. */
  | { readonly type: 'insert'; readonly after: number; readonly boundary: string; readonly bytes: Uint8Array }
  /** A proper end right before the first occurrence of this text. */
  | { readonly type: 'drop-from'; readonly text: string }
  /** What begins with the first occurrence of this text comes twice. */
  | { readonly type: 'repeat-from'; readonly text: string }

/** Applies a fault to a body. Holds one chunk, and for the last two faults what could be the beginning of their text. */
export async function* spoil(
  body: AsyncIterable<Buffer>,
  fault: { readonly type: string } | BodyFault,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void> {
  if (!isBodyFault(fault)) {
    yield* body
    return
  }
  switch (fault.type) {
    case 'split':
      return yield* split(body)
    case 'slow':
      return yield* slow(body, fault.bytesPerSecond, signal)
    case 'insert':
      return yield* insert(body, fault.after, fault.boundary, Buffer.from(fault.bytes))
    case 'drop-from':
    case 'repeat-from':
      return yield* fromText(body, fault.text, fault.type === 'repeat-from')
  }
}

function isBodyFault(fault: { readonly type: string }): fault is BodyFault {
  return ['split', 'slow', 'insert', 'drop-from', 'repeat-from'].includes(fault.type)
}

async function* split(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  for await (const chunk of body) {
    for (let index = 0; index < chunk.length; index += 1) yield chunk.subarray(index, index + 1)
  }
}

async function* slow(
  body: AsyncIterable<Buffer>,
  bytesPerSecond: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void> {
  const size = Math.max(1, Math.round(bytesPerSecond / 10))
  for await (const chunk of body) {
    for (let index = 0; index < chunk.length && !signal.aborted; index += size) {
      yield chunk.subarray(index, index + size)
      await new Promise((resolve) => {
        setTimeout(resolve, 100)
      })
    }
  }
}

async function* insert(
  body: AsyncIterable<Buffer>,
  after: number,
  boundary: string,
  bytes: Buffer,
): AsyncGenerator<Buffer, void> {
  let seen = 0
  let tail = Buffer.alloc(0)
  let isDone = false
  for await (const chunk of body) {
    const at = isDone ? null : insertionPoint(Buffer.concat([tail, chunk]), boundary, after - (seen - tail.length))
    if (at === null) yield chunk
    else {
      const own = at - tail.length
      yield chunk.subarray(0, own)
      yield bytes
      yield chunk.subarray(own)
      isDone = true
    }
    seen += chunk.length
    tail = Buffer.concat([tail, chunk]).subarray(-boundary.length || chunk.length + tail.length)
  }
}

/** Where in `text` the boundary ends first at or after `from`; null when it does not. */
function insertionPoint(text: Buffer, boundary: string, from: number): number | null {
  if (boundary === '') return from >= 0 && from < text.length ? from : null
  const found = text.indexOf(boundary, Math.max(0, from - boundary.length))
  return found === -1 ? null : found + Buffer.byteLength(boundary)
}

async function* fromText(body: AsyncIterable<Buffer>, text: string, isRepeated: boolean): AsyncGenerator<Buffer, void> {
  let held: Buffer = Buffer.alloc(0)
  let found = -1
  for await (const chunk of body) {
    held = Buffer.concat([held, chunk])
    if (found !== -1) continue
    found = held.indexOf(text)
    const certain = found === -1 ? Math.max(0, held.length - text.length + 1) : found
    yield held.subarray(0, certain)
    held = held.subarray(certain)
    if (found !== -1) found = 0
  }
  if (found === -1 || isRepeated) yield held
  if (found !== -1 && isRepeated) yield held
}
