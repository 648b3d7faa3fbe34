/** The model of the recording. */
export const model = 'pico'

/** What is asked. The server's plan decides what is answered. */
export const messages = [{ role: 'user', content: 'What is 7 plus 8?' }]

export const body = JSON.stringify({ model, messages, stream: true, stream_options: { include_usage: true } })

export const headers = { 'content-type': 'application/json' }
