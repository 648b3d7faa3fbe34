import type { Sample, Summary } from './histogram.js'

/** What tells series of one metric apart: `{runtime: 'gpu2', model: 'llama3'}`. Values are free text. */
export type Labels = Readonly<Record<string, string>>

/** One counted thing. */
export interface CounterReading {
  readonly name: string
  readonly labels: Labels
  readonly value: number
}

/** One measured thing, with its newest samples, oldest first. */
export interface DistributionReading extends Summary {
  readonly name: string
  readonly labels: Labels
  readonly samples: readonly Sample[]
}

/** Everything that was counted and measured since the start. */
export interface MetricsReading {
  readonly counters: readonly CounterReading[]
  readonly distributions: readonly DistributionReading[]
}
