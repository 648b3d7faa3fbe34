/** What the server makes of any smaller window, in tokens. */
export const leastTokens = 4

/** A model that reads images is loaded with at least this window. @see https://github.com/ollama/ollama/blob/v0.34.4/server/sched.go */
export const leastVisionTokens = 2_048

/** A llama-server's window is a multiple of this one, whatever `/api/ps` says of it (live: 64 is 256). */
export const llamaServerStep = 256
