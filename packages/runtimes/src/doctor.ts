// Tells what is at an address, and what is wrong with it. Takes a list of kinds and names none.
export { diagnose, diagnoseMachine, type Diagnosis } from './doctor/diagnose.js'
export type { Finding, FindingCode, Severity } from './doctor/finding.js'
