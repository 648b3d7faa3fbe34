import { embedded } from '@venom/runtimes/embedded'

const runtime = embedded({ modelPath: 'examples/server/model/pico.gguf' })
const { schema, reported } = await runtime.parameters('pico')
console.log('here:', Object.keys(schema).join(', '))
console.log('used unless set:', reported)

const messages = [{ role: 'user', content: 'Flip a coin.' }] as const
const generation_params = { temperature: 1.2, seed: 7, mirostat: 2 }
for await (const event of runtime.chat({ model: 'pico', messages, generation_params })) {
  if (event.type !== 'start') continue
  for (const { name, wire_name, sent, action, reason } of event.translation.entries) {
    console.log(action, name, action === 'dropped' ? reason : `as ${wire_name} = ${sent}`)
  }
}
await runtime.close()
