import { academy } from './requirements/academy.js'
import { analytics, product } from './requirements/product.js'
import { fit } from './requirements/fit.js'
import { runtimes } from './requirements/runtimes.js'
import { tuning } from './requirements/tuning.js'

/**
 * What was promised, and how far it is. A test proves a row by starting its name with the id: `T06: …` or `T06, T07: …`.
 * `scripts/requirements-gate.mjs` fails when a proven row has no passing test, and when fewer rows are proven than before.
 */
export const requirements = { ...tuning, ...runtimes, ...fit, ...academy, ...analytics, ...product } as const
