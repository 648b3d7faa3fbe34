// What an application imports from `@venom/core/hono`.
export { bearer, type BearerOptions } from './hono/bearer.js'
export { type Authorize, contractApp, type ContractAppOptions } from './hono/contract-app.js'
export { guard, type GuardOptions } from './hono/guard.js'
export { readJsonBody } from './hono/read-json-body.js'
export { notFoundReply, problemReply } from './hono/problem-reply.js'
export { type SseFrames, sseReply, type SseReplyOptions } from './hono/sse-reply.js'
