/** A value of the header: of a list its type and length, of a text longer than 1 KiB, such as a template, nothing. */
type GgufValue = number | boolean | string | GgufList | null

/** A list in the header, whose entries are passed over. */
interface GgufList {
  /** The number of the entries' type; 8 is text. */
  readonly type: number
  readonly length: number
}

/** What the header of a GGUF file says. */
export interface GgufHeader {
  readonly values: ReadonlyMap<string, GgufValue>
  /** Where the data of each tensor begin, in bytes from the beginning of the file. */
  readonly tensorStarts: readonly number[]
}

/** Longest text that is kept, and longest name of a key or a tensor, in bytes. */
const maxTextBytes = 1_024
const maxNameBytes = 65_535

/** Most sides of a tensor. @see https://github.com/ggml-org/llama.cpp/blob/b11669/ggml/include/ggml.h */
const maxSides = 4

/**
 * The types of tensors that are not quantized. llama.cpp quantizes none of one side, and computes with none that is.
 * @see https://github.com/ggml-org/llama.cpp/blob/b11669/ggml/include/ggml.h
 */
const plainTypes: ReadonlySet<number> = new Set([0, 1, 24, 25, 26, 27, 28, 30])

/** The data of tensors begin at multiples of this, unless `general.alignment` says otherwise. */
const usualAlignment = 32

/** What the file says after `is`, where less of it is there than it promises. */
const cutOff = 'is cut off or damaged: the header promises more than the file holds. Download it again.'

/**
 * Reads the header of a GGUF file of version 2 or 3 from its first bytes. Nothing it promises is believed before the file is known
 * to be long enough for it.
 * @throws {RangeError} when the header goes on behind these bytes.
 * @throws {SyntaxError} that says what is wrong with the file, as what follows its name.
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export function parseGgufHeader(bytes: Buffer, fileBytes: number): GgufHeader {
  if (bytes.toString('latin1', 0, 4) !== 'GGUF') throw new SyntaxError('is no GGUF file.')
  const cursor = createCursor(bytes, fileBytes)
  cursor.take(4)
  const version = cursor.count(4)
  if (version !== 2 && version !== 3) {
    throw new SyntaxError(`is GGUF version ${version}; llama.cpp reads 2 and 3.`)
  }
  const tensorCount = cursor.count(8)
  const valueCount = cursor.count(8)
  const values = new Map<string, GgufValue>()
  for (let index = 0; index < valueCount; index += 1) {
    const key = cursor.text(maxNameBytes)
    if (key === null) throw new SyntaxError('is damaged: a key in the header is longer than 64 KiB.')
    values.set(key, readValue(cursor, cursor.count(4)))
  }
  const offsets: number[] = []
  for (let index = 0; index < tensorCount; index += 1) offsets.push(readTensor(cursor, fileBytes))
  const dataStart = align(cursor.at, values.get('general.alignment') ?? usualAlignment)
  return { values, tensorStarts: offsets.map((offset) => dataStart + offset) }
}

interface Cursor {
  readonly at: number
  /** Passes over bytes and gives where they begin. */
  take(length: number): number
  /** An unsigned number of so many bytes. */
  count(size: 4 | 8): number
  /** A text with its length before it; null where it is longer than `maxBytes`. */
  text(maxBytes: number): string | null
  /** A number or a switch. */
  scalar({ size, read }: Scalar): number | boolean
}

interface Scalar {
  readonly size: number
  readonly read: (bytes: Buffer, at: number) => number | boolean
}

/** The types of values by their numbers. */
const scalars: Readonly<Record<number, Scalar>> = {
  0: { size: 1, read: (bytes, at) => bytes.readUInt8(at) },
  1: { size: 1, read: (bytes, at) => bytes.readInt8(at) },
  2: { size: 2, read: (bytes, at) => bytes.readUInt16LE(at) },
  3: { size: 2, read: (bytes, at) => bytes.readInt16LE(at) },
  4: { size: 4, read: (bytes, at) => bytes.readUInt32LE(at) },
  5: { size: 4, read: (bytes, at) => bytes.readInt32LE(at) },
  6: { size: 4, read: (bytes, at) => bytes.readFloatLE(at) },
  7: { size: 1, read: (bytes, at) => bytes.readUInt8(at) !== 0 },
  10: { size: 8, read: (bytes, at) => Number(bytes.readBigUInt64LE(at)) },
  11: { size: 8, read: (bytes, at) => Number(bytes.readBigInt64LE(at)) },
  12: { size: 8, read: (bytes, at) => bytes.readDoubleLE(at) },
}
const textType = 8
const listType = 9

function createCursor(bytes: Buffer, fileBytes: number): Cursor {
  let at = 0

  function take(length: number): number {
    if (length > fileBytes - at) throw new SyntaxError(cutOff)
    if (length > bytes.length - at) throw new RangeError('The header goes on.')
    const start = at
    at += length
    return start
  }

  function count(size: 4 | 8): number {
    const start = take(size)
    return size === 4 ? bytes.readUInt32LE(start) : Number(bytes.readBigUInt64LE(start))
  }

  return {
    get at() {
      return at
    },
    take,
    count,
    text(maxBytes) {
      const length = count(8)
      const start = take(length)
      return length > maxBytes ? null : bytes.toString('utf8', start, start + length)
    },
    scalar: ({ size, read }) => read(bytes, take(size)),
  }
}

function readValue(cursor: Cursor, type: number): GgufValue {
  if (type === textType) return cursor.text(maxTextBytes)
  if (type === listType) return readList(cursor)
  const scalar = scalars[type]
  if (scalar === undefined) throw unknownType(type)
  return cursor.scalar(scalar)
}

function readList(cursor: Cursor): GgufList {
  const type = cursor.count(4)
  const length = cursor.count(8)
  const scalar = scalars[type]
  if (scalar !== undefined) cursor.take(length * scalar.size)
  else if (type !== textType) throw unknownType(type)
  else for (let index = 0; index < length; index += 1) cursor.text(0)
  return { type, length }
}

/** Passes over the description of a tensor and gives the offset of its data. */
function readTensor(cursor: Cursor, fileBytes: number): number {
  if (cursor.text(maxNameBytes) === null) throw new SyntaxError('is damaged: a tensor has a name of more than 64 KiB.')
  const sides = cursor.count(4)
  if (sides < 1 || sides > maxSides) throw new SyntaxError(`is damaged: a tensor has ${sides} sides.`)
  let elements = 1
  for (let side = 0; side < sides; side += 1) elements *= cursor.count(8)
  if (elements < 1) throw new SyntaxError('is damaged: a tensor has no elements.')
  // No type takes less than a bit for an element.
  if (elements > fileBytes * 8) throw new SyntaxError(cutOff)
  const type = cursor.count(4)
  if (sides === 1 && !plainTypes.has(type)) throw new SyntaxError('is damaged: a tensor of one side is quantized.')
  return cursor.count(8)
}

function align(at: number, alignment: GgufValue): number {
  if (typeof alignment !== 'number' || !Number.isInteger(Math.log2(alignment)) || alignment < 1) {
    throw new SyntaxError('is damaged: general.alignment is no power of two.')
  }
  return Math.ceil(at / alignment) * alignment
}

function unknownType(type: number): SyntaxError {
  return new SyntaxError(`is damaged: the header holds a value of the unknown type ${type}.`)
}
