/** What is asked. The server's plan decides what is answered. */
export const messages = [{ role: 'user', content: 'What is 7 plus 8?' }]

export const headers = { 'content-type': 'application/json' }

/** The body of a chat, for clients that write it themselves. */
export function toBody({ model, format }) {
  const usage = format === 'sse' ? { stream_options: { include_usage: true } } : {}
  return JSON.stringify({ model, messages, stream: true, ...usage })
}
