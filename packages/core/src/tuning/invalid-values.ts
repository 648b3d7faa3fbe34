import { VenomError } from '../errors/venom-error.js'
import type { Issue } from '../parameters/issue.js'
import type { Json } from '../parameters/value.js'

const shownIssues = 3

/** `tuning.invalid_values` with all issues in its details, and the first three in its message. */
export function invalidValues(issues: readonly Issue[]): VenomError {
  const shown = issues.slice(0, shownIssues).map(({ message }) => message)
  const more = issues.length > shownIssues ? ` And ${issues.length - shownIssues} more.` : ''
  return new VenomError('tuning.invalid_values', `${shown.join(' ')}${more} Nothing was saved or sent.`, {
    details: { issues: issues.map(toJson) },
  })
}

function toJson({ path, code, message, limit }: Issue): Json {
  return { path, code, message, ...(limit === undefined ? {} : { limit }) }
}
