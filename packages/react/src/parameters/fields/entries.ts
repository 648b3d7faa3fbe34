const escapes = [
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  [',', '\\,'],
] as const

const shown = new Map<string, string>(escapes)
const read = new Map<string, string>(escapes.map(([sign, escape]) => [escape, sign]))

/** Writes an entry so that it can be edited: what a line cannot hold, and the comma that would end it, stand as `\n`, `\,` and so on. */
export function entryText(entry: string): string {
  return entry.replaceAll(/[\\\n\r\t,]/g, (sign) => shown.get(sign) ?? sign)
}

/** Writes an entry so that one sees all of it: line ends as `\n`, spaces at its ends as `␣`. */
export function showEntry(entry: string): string {
  return entry
    .replaceAll(/[\\\n\r\t]/g, (sign) => shown.get(sign) ?? sign)
    .replaceAll(/^ +| +$/g, (spaces) => '␣'.repeat(spaces.length))
}

/** Reads an entry that was typed: the inverse of `entryText`. A backslash before any other sign stands for itself. */
export function readEntry(text: string): string {
  return text.replaceAll(/\\[\\nrt,]/g, (escape) => read.get(escape) ?? escape)
}

/**
 * Reads several entries at once, as they are pasted: one a line, or between commas. Around a comma spaces mean nothing; a line keeps its
 * own. Empty ones are left out.
 */
export function readEntries(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => {
      const parts = line.match(/(?:\\.|[^,\\]|\\$)+/g) ?? []
      return parts.length < 2 ? parts : parts.map((part) => part.trim())
    })
    .map(readEntry)
    .filter((entry) => entry !== '')
}
