import { VenomError } from '../errors/venom-error.js'
import { createHistogram, type Histogram } from './histogram.js'
import { toPrometheus } from './prometheus.js'
import type { CounterReading, Labels, MetricsReading } from './reading.js'

/** Counts and measures in this process. Nothing leaves it but by the two readings. */
export interface Metrics {
  /** Adds to a counter; `by` defaults to 1. @throws {VenomError} `metrics.invalid_name`. */
  count(name: string, labels?: Labels, by?: number): void
  /** Adds a sample to a distribution. @throws {VenomError} `metrics.invalid_name`. */
  observe(name: string, value: number, labels?: Labels): void
  /** With the newest 100 samples of each distribution. */
  toJson(): MetricsReading
  /** In the text format 0.0.4: counters, and summaries whose quantiles are those of the kept samples. */
  toPrometheus(): string
}

/** Counts what was not counted: `reason` is `series` (too many label sets) or `value` (not finite, or a negative step). */
const droppedMetric = 'venom_metrics_dropped_total'

const seriesLimit = 1000
const samplesInJson = 100
const metricName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
const labelName = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/

interface Series {
  readonly name: string
  readonly labels: Labels
}
interface Counter extends Series {
  value: number
}
interface Distribution extends Series {
  readonly histogram: Histogram
}

/**
 * Makes an empty set of metrics. `now`: milliseconds since 1970, default `Date.now`. `sampleLimit`: samples kept of each
 * distribution, at least 1, default 1,000. At most 1,000 series are kept, as labels may come from outside; what is over them adds to
 * `venom_metrics_dropped_total`.
 */
export function createMetrics(options: { readonly now?: () => number; readonly sampleLimit?: number } = {}): Metrics {
  const { now = Date.now, sampleLimit = 1000 } = options
  const counters = new Map<string, Counter>()
  const distributions = new Map<string, Distribution>()
  // A summary's lines are called x, x_sum and x_count: none of them may be another metric.
  const owners = new Map<string, string>([[droppedMetric, 'itself']])
  const dropped: Record<'series' | 'value', number> = { series: 0, value: 0 }

  function take<S extends Series>(
    all: Map<string, S>,
    series: Series,
    kind: 'counter' | 'distribution',
    make: () => S,
  ): S | null {
    const key = seriesKey(series)
    const known = all.get(key)
    if (known !== undefined) return known
    checkNames(series)
    const names = kind === 'counter' ? [series.name] : ['', '_sum', '_count'].map((suffix) => series.name + suffix)
    const owner = `${kind} ${series.name}`
    const taken = names.find((name) => (owners.get(name) ?? owner) !== owner)
    if (taken !== undefined) throw invalidName(`The metric ${taken} exists already. Name this ${kind} otherwise.`)
    if (counters.size + distributions.size >= seriesLimit) {
      dropped.series += 1
      return null
    }
    for (const name of names) owners.set(name, owner)
    const made = make()
    all.set(key, made)
    return made
  }

  function toJson(): MetricsReading {
    return {
      counters: [...counters.values(), ...droppedReadings(dropped)].map(({ name, labels, value }) => ({
        name,
        labels,
        value,
      })),
      distributions: [...distributions.values()].map(({ name, labels, histogram }) => ({
        name,
        labels,
        ...histogram.summary(),
        samples: histogram.samples(samplesInJson),
      })),
    }
  }

  return {
    count(name, labels = {}, by = 1) {
      const counter = take(counters, { name, labels }, 'counter', () => ({ name, labels: { ...labels }, value: 0 }))
      if (!Number.isFinite(by) || by < 0) dropped.value += 1
      else if (counter !== null) counter.value += by
    },
    observe(name, value, labels = {}) {
      if (!Number.isFinite(value)) {
        dropped.value += 1
        return
      }
      const make = (): Distribution => ({ name, labels: { ...labels }, histogram: createHistogram(sampleLimit) })
      take(distributions, { name, labels }, 'distribution', make)?.histogram.add(value, now())
    },
    toJson,
    toPrometheus: () => toPrometheus(toJson()),
  }
}

function seriesKey({ name, labels }: Series): string {
  return JSON.stringify([name, ...Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))])
}

function checkNames({ name, labels }: Series): void {
  if (!metricName.test(name)) throw invalidName(`A metric cannot be named ${JSON.stringify(name)}.`)
  // `quantile` is what a summary tells its own lines apart by.
  const wrong = Object.keys(labels).find((label) => !labelName.test(label) || label === 'quantile')
  if (wrong !== undefined) throw invalidName(`A label of ${name} cannot be named ${JSON.stringify(wrong)}.`)
}

function invalidName(message: string): VenomError {
  return new VenomError('metrics.invalid_name', message)
}

function droppedReadings(dropped: Readonly<Record<string, number>>): CounterReading[] {
  return Object.entries(dropped)
    .filter(([, value]) => value > 0)
    .map(([reason, value]) => ({ name: droppedMetric, labels: { reason }, value }))
}
