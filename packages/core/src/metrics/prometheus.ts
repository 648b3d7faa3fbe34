import type { CounterReading, DistributionReading, Labels, MetricsReading } from './reading.js'

/** The media type of Prometheus' text format. */
export const prometheusMediaType = 'text/plain; version=0.0.4; charset=utf-8'

/**
 * Writes a reading in Prometheus' text format. A distribution becomes a summary with the quantiles 0.5, 0.9 and 0.99.
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export function toPrometheus(reading: MetricsReading): string {
  const lines = [
    ...groupLines(reading.counters, 'counter', counterLines),
    ...groupLines(reading.distributions, 'summary', summaryLines),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** All lines of one metric stand together after one `TYPE`, as the format demands. */
function groupLines<R extends { readonly name: string }>(
  readings: readonly R[],
  type: string,
  toLines: (reading: R) => readonly string[],
): readonly string[] {
  const byName = Map.groupBy(readings, (reading) => reading.name)
  return [...byName].flatMap(([name, group]) => [`# TYPE ${name} ${type}`, ...group.flatMap(toLines)])
}

function counterLines({ name, labels, value }: CounterReading): readonly string[] {
  return [`${name}${labelSet(labels)} ${value}`]
}

function summaryLines(reading: DistributionReading): readonly string[] {
  const { name, labels } = reading
  return [
    `${name}${labelSet({ ...labels, quantile: '0.5' })} ${reading.p50}`,
    `${name}${labelSet({ ...labels, quantile: '0.9' })} ${reading.p90}`,
    `${name}${labelSet({ ...labels, quantile: '0.99' })} ${reading.p99}`,
    `${name}_sum${labelSet(labels)} ${reading.sum}`,
    `${name}_count${labelSet(labels)} ${reading.count}`,
  ]
}

function labelSet(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeValue(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
}
