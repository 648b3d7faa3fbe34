import type { Json } from '@venom/core'

/** An object as JSON brings it. */
export type JsonRecord = Readonly<Record<string, unknown>>

/** Reads one thing of a known shape. @throws {TypeError} when it is something else. */
export type Read<T> = (json: unknown) => T

/** Reads an object. @throws {TypeError} */
export function record(json: unknown): JsonRecord {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw unexpected('an object')
  return Object.fromEntries(Object.entries(json))
}

/** Reads a text. @throws {TypeError} */
export function text(json: unknown): string {
  if (typeof json !== 'string') throw unexpected('a text')
  return json
}

/** Reads a number. @throws {TypeError} */
export function number(json: unknown): number {
  if (typeof json !== 'number') throw unexpected('a number')
  return json
}

/** Reads a whole number from 0. @throws {TypeError} */
export function whole(json: unknown): number {
  const value = number(json)
  if (!Number.isSafeInteger(value) || value < 0) throw unexpected('a whole number')
  return value
}

/** Reads a switch. @throws {TypeError} */
export function flag(json: unknown): boolean {
  if (typeof json !== 'boolean') throw unexpected('a switch')
  return json
}

/** Reads a list. @throws {TypeError} */
export function list<T>(json: unknown, read: Read<T>): readonly T[] {
  if (!Array.isArray(json)) throw unexpected('a list')
  return json.map((entry: unknown) => read(entry))
}

/** Reads what may be absent. @throws {TypeError} when it is there and something else. */
export function maybe<T>(json: unknown, read: Read<T>): T | undefined {
  return json === undefined ? undefined : read(json)
}

/** Reads one of several words. @throws {TypeError} */
export function oneOf<T extends string>(json: unknown, words: readonly T[]): T {
  const word = words.find((known) => known === json)
  if (word === undefined) throw unexpected(words.join(' or '))
  return word
}

/** Reads anything that JSON can say. @throws {TypeError} */
export function anyJson(json: unknown): Json {
  if (!isJson(json)) throw unexpected('JSON')
  return json
}

function isJson(value: unknown): value is Json {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true
  return typeof value === 'object' && Object.values(value).every(isJson)
}

/** The numbers of an object under known names. Others are left out. @throws {TypeError} */
export function numbers<K extends string>(json: unknown, names: readonly K[]): Readonly<Partial<Record<K, number>>> {
  const from = record(json)
  const read: Partial<Record<K, number>> = {}
  for (const name of names) {
    if (from[name] !== undefined) read[name] = number(from[name])
  }
  return read
}

function unexpected(wanted: string): TypeError {
  return new TypeError(`Expected ${wanted}.`)
}
