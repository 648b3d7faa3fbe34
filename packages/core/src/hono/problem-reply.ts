import { problemMediaType, toProblem } from '../errors/problem.js'
import { VenomError } from '../errors/venom-error.js'

/** The reply for something thrown: RFC 9457, nothing of a foreign error in it. For `app.onError` and your own routes. */
export function problemReply(thrown: unknown): Response {
  const problem = toProblem(thrown)
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': problemMediaType, 'cache-control': 'no-store' },
  })
}

/** The reply for an address where nothing is. For `app.notFound` of the application that mounts contracts. */
export function notFoundReply(): Response {
  return problemReply(new VenomError('request.not_found', 'There is nothing at this address. Check the path.'))
}
