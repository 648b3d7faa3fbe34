// What a test imports from `@venom/core/testing`: real servers and plain cases, no test framework.
export { cutBytes } from './testing/cut-bytes.js'
export { type FixedClock, fixedClock } from './testing/fixed-clock.js'
export { type HttpServer, httpServer } from './testing/http-server.js'
export { type TuningStorageCase, tuningStorageCases } from './testing/tuning-storage-cases.js'
