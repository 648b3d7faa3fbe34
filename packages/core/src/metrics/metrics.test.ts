import { describe, expect, test } from 'vitest'

import { createMetrics } from './metrics.js'

describe('metrics', () => {
  test('C03: percentiles and samples are kept for each set of labels', () => {
    let clock = 1000
    const metrics = createMetrics({ now: () => clock++ })
    metrics.observe('ttft_ms', 20, { runtime: 'a', model: 'm' })
    metrics.observe('ttft_ms', 40, { model: 'm', runtime: 'a' })
    metrics.observe('ttft_ms', 7, { runtime: 'b', model: 'm' })

    expect(metrics.toJson().distributions).toEqual([
      {
        name: 'ttft_ms',
        labels: { runtime: 'a', model: 'm' },
        count: 2,
        sum: 60,
        min: 20,
        max: 40,
        p50: 20,
        p90: 40,
        p99: 40,
        samples: [
          { value: 20, at_ms: 1000 },
          { value: 40, at_ms: 1001 },
        ],
      },
      expect.objectContaining({ labels: { runtime: 'b', model: 'm' }, count: 1, p99: 7 }),
    ])
  })

  test('counters add up', () => {
    const metrics = createMetrics()
    metrics.count('chats_total')
    metrics.count('chats_total', {}, 2)

    expect(metrics.toJson().counters).toEqual([{ name: 'chats_total', labels: {}, value: 3 }])
  })

  test('labels are copied: a caller may reuse its object', () => {
    const metrics = createMetrics()
    const labels = { model: 'a' }
    metrics.count('chats_total', labels)
    labels.model = 'b'

    expect(metrics.toJson().counters[0]?.labels).toEqual({ model: 'a' })
  })

  test('the text format, byte by byte', () => {
    const metrics = createMetrics({ now: () => 0 })
    metrics.count('venom_chats_total', { runtime: 'a' })
    metrics.observe('venom_ttft_ms', 1.5, { model: 'm' })
    metrics.count('venom_chats_total', { runtime: 'b' }, 4)
    metrics.observe('venom_ttft_ms', 2.5)

    expect(metrics.toPrometheus()).toBe(`# TYPE venom_chats_total counter
venom_chats_total{runtime="a"} 1
venom_chats_total{runtime="b"} 4
# TYPE venom_ttft_ms summary
venom_ttft_ms{model="m",quantile="0.5"} 1.5
venom_ttft_ms{model="m",quantile="0.9"} 1.5
venom_ttft_ms{model="m",quantile="0.99"} 1.5
venom_ttft_ms_sum{model="m"} 1.5
venom_ttft_ms_count{model="m"} 1
venom_ttft_ms{quantile="0.5"} 2.5
venom_ttft_ms{quantile="0.9"} 2.5
venom_ttft_ms{quantile="0.99"} 2.5
venom_ttft_ms_sum 2.5
venom_ttft_ms_count 1
`)
  })

  test('backslashes, quotes and line breaks in a label are escaped', () => {
    const metrics = createMetrics()
    metrics.count('chats_total', { model: 'C:\\a"b\nc' })

    expect(metrics.toPrometheus()).toContain(String.raw`chats_total{model="C:\\a\"b\nc"} 1`)
  })

  test('the 1,001st series is dropped and counted, the known ones go on', () => {
    const metrics = createMetrics()
    for (let index = 0; index < 1005; index++) metrics.count('chats_total', { model: `m${index}` })
    metrics.observe('ttft_ms', 1)
    metrics.count('chats_total', { model: 'm0' })

    const { counters, distributions } = metrics.toJson()

    expect(counters).toHaveLength(1001)
    expect(counters[0]).toEqual({ name: 'chats_total', labels: { model: 'm0' }, value: 2 })
    expect(counters.at(-1)).toEqual({ name: 'venom_metrics_dropped_total', labels: { reason: 'series' }, value: 6 })
    expect(distributions).toEqual([])
  })

  test('values that are no numbers and steps backwards are dropped and counted', () => {
    const metrics = createMetrics()
    metrics.observe('ttft_ms', Number.NaN)
    metrics.observe('ttft_ms', Infinity)
    metrics.count('chats_total', {}, -1)

    expect(metrics.toPrometheus()).toContain('venom_metrics_dropped_total{reason="value"} 3')
    expect(metrics.toJson().distributions).toEqual([])
  })

  test('names that the text format cannot say are refused', () => {
    const metrics = createMetrics()

    expect(() => metrics.count('time-to-first')).toThrow(/cannot be named/)
    expect(() => metrics.count('ok', { 'a-b': '' })).toThrow(/label of ok/)
    expect(() => metrics.observe('ok', 1, { quantile: '' })).toThrow(/label of ok/)
    expect(() => metrics.count('ok', { __a: '' })).toThrow(/label of ok/)
  })

  test('one name is one kind of metric, a summary’s own lines included', () => {
    const metrics = createMetrics()
    metrics.observe('wait', 1)
    metrics.count('other_sum')

    expect(() => metrics.count('wait')).toThrow(expect.objectContaining({ code: 'metrics.invalid_name' }))
    expect(() => metrics.count('wait_count')).toThrow(/exists already/)
    expect(() => metrics.observe('other', 1)).toThrow(/other_sum exists already/)
    expect(() => metrics.count('venom_metrics_dropped_total')).toThrow(/exists already/)
  })

  test('JSON shows the newest 100 samples', () => {
    const metrics = createMetrics({ sampleLimit: 150 })
    for (let index = 0; index < 300; index++) metrics.observe('ttft_ms', index)

    const [reading] = metrics.toJson().distributions

    expect(reading?.samples.map((sample) => sample.value)).toEqual(
      Array.from({ length: 100 }, (_, index) => 200 + index),
    )
    expect(reading?.p50).toBe(224)
  })
})
