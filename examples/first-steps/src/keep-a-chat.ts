import { createChatStore } from '@venom/react/chat'
import { createRuntimesClient } from '@venom/runtimes/client'

const baseUrl = process.argv[2] ?? 'http://127.0.0.1:7410'
const chat = createChatStore(createRuntimesClient({ baseUrl }))
chat.subscribe(() => {
  const { answer } = chat.get().turns.at(-1) ?? {}
  if (answer?.state === 'writing') console.log(answer.text)
})

await chat.send('What is your name?', { model: 'embedded/pico' })
for (const { content, answer } of chat.get().turns) {
  if (answer.error !== undefined) throw answer.error
  console.log(`${content} — ${answer.text} (${answer.usage.completion_tokens} tokens)`)
}
