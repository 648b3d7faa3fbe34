import { other } from './cycle-other.js'

export const one = (): number => other()
