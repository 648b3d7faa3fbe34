const markers = String.raw`[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*`
const undecided = new RegExp(
  [
    // Only marks: a list, a rule, a heading, an underline, a row of a table, a fence? A number: a list?
    // Nothing in it can be read in two ways: a line of blanks would cost its length cubed.
    String.raw`^[ \t>]*(?:[-*+_=\`~#|:][-*+_=\`~#|: \t]*|\d{1,9}[.)]?[ \t]*)?$`,
    // A task, before its first word.
    `^${markers}\\[[ xX]?\\]?[ \\t]*$`,
    // A fence, before its first line of code.
    `^${markers}(?:\`{3,}[^\`]*|~{3,}.*)$`,
  ].join('|'),
)

/**
 * Makes the lines at the end of a text that is still being written such that what they will become is seen from the begin: the last
 * line is held back as long as it may become anything, and the first line of a table is one at once.
 */
export function mendLines(text: string): string {
  const lastStart = text.lastIndexOf('\n') + 1
  const kept = undecided.test(text.slice(lastStart)) ? text.slice(0, lastStart) : text
  const whole = kept.endsWith('\n') ? kept.slice(0, -1) : kept
  const row = delimiterRow(whole)
  return row === '' ? kept : whole + row
}

/** The second line of a table of which there is only the first. */
function delimiterRow(text: string): string {
  const start = text.lastIndexOf('\n') + 1
  const line = text.slice(start)
  if (!/^ {0,3}\|/.test(line) || /(?:^|\n) {0,3}\|[^\n]*\n$/.test(text.slice(0, start).slice(-1_000))) return ''
  const cells = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
  return `\n${'|-'.repeat(cells.length)}|`
}
