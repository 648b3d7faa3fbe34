import { embedded } from '@venom/runtimes/embedded'

const runtime = embedded({ modelPath: 'examples/server/model/pico.gguf' })
const answer = runtime.chat({
  model: 'pico',
  messages: [{ role: 'user', content: 'What is your name?' }],
  generation_params: { temperature: 0, max_tokens: 64 },
})
for await (const event of answer) {
  if (event.type === 'text-delta') process.stdout.write(event.text)
  if (event.type === 'finish') console.log(`\n${event.reason}, first token after ${event.timings.first_token} ms`)
}
await runtime.close()
