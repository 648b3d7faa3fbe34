import { percentile } from './stats.mjs'

/**
 * The figures of all runs as one table. `clients`: `{id, name}`, the floor first; `values[row][client]`: one value a run. `judge` says
 * what is to be said of a row.
 */
export function toTable(clients, rows, values, judge) {
  const lines = [
    ['', ...clients.map(({ name }) => name), 'verdict on ours'],
    ['---', ...clients.map(() => '---:'), '---'],
    ...rows.map((row) => {
      const of = (client) => medianOf(values[row.id], client)
      return [
        row.title,
        ...clients.map(({ id }) => cell(row, of(id), of('floor'), id)),
        judge(row.id, of).map(toText).join('; '),
      ]
    }),
  ]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** The conditions of this kind that ours does not meet. */
export function missed(kind, rows, values, judge) {
  return rows.flatMap((row) =>
    judge(row.id, (client) => medianOf(values[row.id], client))
      .filter((verdict) => verdict.kind === kind && !verdict.isMet)
      .map(({ text }) => `${row.title} ${text}`),
  )
}

/** NaN: the client has no such figure. */
function medianOf(values, client) {
  return values[client] === undefined ? NaN : percentile(values[client], 0.5)
}

function cell({ unit, isRatio }, value, floor, client) {
  if (Number.isNaN(value)) return '–'
  if (value === Infinity) return 'never'
  if (isRatio !== true) return `${round(value)} ${unit}`
  return client === 'floor' ? `1.00 (${round(value)} ${unit})` : (value / floor).toFixed(2)
}

function round(value) {
  if (Number.isInteger(value)) return String(value)
  return value >= 10 ? value.toFixed(0) : value.toFixed(value >= 1 ? 1 : 2)
}

function toText({ kind, text, isMet }) {
  return `${kind} ${text}: ${isMet ? 'yes' : '**no**'}`
}
