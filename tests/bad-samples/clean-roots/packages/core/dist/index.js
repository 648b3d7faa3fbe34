import { load } from './deep/load.js'

export { load }
