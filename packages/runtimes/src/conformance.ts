// Proves that a runtime behaves as all of them do: plain cases for any test runner, and the proxy that makes faults.
export type {
  ConformanceCase,
  ConformanceHarness,
  ConformanceServer,
  WireSamples,
} from './conformance/conformance-case.js'
export { type Effect, effects } from './conformance/effects.js'
export type { Judge, Measured, Sample } from './conformance/effect-judges.js'
export { type Fault, type FaultProxy, type FaultProxyOptions, startFaultProxy } from './conformance/fault-proxy.js'
export { type MeasuredEffect, measureEffects } from './conformance/measure-effects.js'
export { runtimeCases } from './conformance/runtime-cases.js'
export type { BodyFault } from './conformance/spoil.js'
