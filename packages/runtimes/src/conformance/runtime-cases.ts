import { cancelCases } from './cancel-cases.js'
import type { ConformanceCase, ConformanceHarness } from './conformance-case.js'
import { descriptionCases } from './description-cases.js'
import { faultCases } from './fault-cases.js'
import { samplingCases } from './sampling-cases.js'
import { streamCases } from './stream-cases.js'

/**
 * Everything that a runtime has to do, as plain cases in the order of growing trouble. Run them one after the other: some
 * look at whether the server is idle.
 */
export function runtimeCases(harness: ConformanceHarness): readonly ConformanceCase[] {
  return [
    ...descriptionCases(harness),
    ...streamCases(harness),
    ...samplingCases(harness),
    ...cancelCases(harness),
    ...faultCases(harness),
  ]
}
