import { describe, expect, test } from 'vitest'

import { citedIds, judge } from '../scripts/requirements-gate.mjs'

const report = (...tests) => ({ testResults: [{ assertionResults: tests }] })
const rows = { T01: { state: 'proven' }, T02: { state: 'open' } }

describe('citations', () => {
  test.each([
    ['T06: unknown names are refused', ['T06']],
    ['T06, T07: two at once', ['T06', 'T07']],
    ['T06 without a colon', []],
    ['the T06: inside', []],
  ])('%s', (name, ids) => {
    expect(citedIds(name)).toEqual(ids)
  })
})

describe('the gate', () => {
  test('is content when every proven row has a passing test and the count is right', () => {
    expect(judge(rows, [report({ title: 'T01: works', status: 'passed' })], 1)).toEqual([])
  })

  test('takes the citation of a group for all tests in it', () => {
    expect(judge(rows, [report({ title: 'works', ancestorTitles: ['T01: all'], status: 'passed' })], 1)).toEqual([])
  })

  test('refuses a proven row that no test cites', () => {
    expect(judge(rows, [report({ title: 'T02: works', status: 'passed' })], 1)).toEqual([
      'T01 is called proven, but no test cites it',
    ])
  })

  test('refuses a proven row whose test fails or is skipped in any suite', () => {
    const suites = [
      report({ title: 'T01: works', status: 'passed' }),
      report({ title: 'T01: works live', status: 'skipped' }),
    ]

    expect(judge(rows, suites, 1)).toEqual(['T01 is called proven, but "T01: works live" skipped'])
  })

  test('refuses an id that is no requirement', () => {
    const tests = report({ title: 'T01: works', status: 'passed' }, { title: 'T99: works', status: 'passed' })

    expect(judge(rows, [tests], 1)).toEqual(['"T99: works" cites T99, which is no requirement'])
  })

  test('refuses more unproven rows than before', () => {
    expect(judge(rows, [report({ title: 'T01: works', status: 'passed' })], 0)).toEqual([
      '1 rows are not proven; they were 0, and may only become fewer',
    ])
  })

  test('asks for the lower number in the same change', () => {
    expect(judge(rows, [report({ title: 'T01: works', status: 'passed' })], 2)).toEqual([
      'only 1 rows are not proven: write 1 into tests/requirements-open.json',
    ])
  })
})
