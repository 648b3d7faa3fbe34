import type { GenerationSchema } from '../parameter.js'
import { experimental } from './experimental.js'
import { length } from './length.js'
import { penalties } from './penalties.js'
import { sampling } from './sampling.js'

/**
 * Every neutral parameter, described once: text, group, usual range. The ranges hold where nothing better is known; a
 * server's own hard limits replace them, and they stay as the slider's range. The defaults are what is usual, not what a
 * given server does, and are never sent.
 */
export const catalogue = { ...length, ...sampling, ...penalties, ...experimental } satisfies GenerationSchema

/** The name of a neutral parameter. */
export type ParameterName = keyof typeof catalogue
