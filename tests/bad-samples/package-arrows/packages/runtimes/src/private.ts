import { VenomError } from '../../core/src/errors/venom-error.js'

export const fault = VenomError
