/** One observed value and when it was seen, in milliseconds since 1970. */
export interface Sample {
  readonly at_ms: number
  readonly value: number
}

/** What a distribution looks like. The percentiles are exact over the kept samples; the rest counts all there ever were. */
export interface Summary {
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
  readonly p50: number
  readonly p90: number
  readonly p99: number
}

/** Values of one kind, the last of them kept. */
export interface Histogram {
  add(value: number, atMs: number): void
  summary(): Summary
  /** At most `limit` of the kept samples, the newest ones, oldest first. */
  samples(limit: number): readonly Sample[]
}

/** Makes a histogram that keeps its last `sampleLimit` samples; all of them count towards count, sum, min and max. */
export function createHistogram(sampleLimit: number): Histogram {
  const ring: Sample[] = []
  let next = 0
  let count = 0
  let sum = 0
  let min = Infinity
  let max = -Infinity

  return {
    add(value, atMs) {
      ring[next] = { value, at_ms: atMs }
      next = (next + 1) % sampleLimit
      count += 1
      sum += value
      min = Math.min(min, value)
      max = Math.max(max, value)
    },
    summary() {
      const sorted = Float64Array.from(ring, (sample) => sample.value).sort()
      const [p50, p90, p99] = [percentile(sorted, 50), percentile(sorted, 90), percentile(sorted, 99)]
      return { count, sum, min, max, p50, p90, p99 }
    },
    samples: (limit) => [...ring.slice(next), ...ring.slice(0, next)].slice(-limit),
  }
}

/**
 * The smallest value that at least `percent` of 100 values do not exceed (nearest rank, no interpolation): always one that
 * was really seen. NaN when there is none.
 */
export function percentile(sorted: ArrayLike<number>, percent: number): number {
  const rank = Math.max(1, Math.ceil((percent * sorted.length) / 100))
  return sorted[rank - 1] ?? Number.NaN
}
