import { VenomError } from '@venom/core'

try {
  throw new VenomError('server.internal', 'nobody sees it')
} catch {}
