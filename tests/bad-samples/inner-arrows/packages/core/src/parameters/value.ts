import type { Tuning } from '../tuning/tuning.js'

export type Value = Tuning
