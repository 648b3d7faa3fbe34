import { one } from './cycle.js'

export const other = (): number => one()
