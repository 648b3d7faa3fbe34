// Import '@venom/react/theme.css' beside it, once. `baseUrl` is the server that `npm start` runs, or your own with the same routes.
import { createTuningClient } from '@venom/core/client'
import { ChatPanel, createChatStore, webTranscriptStorage } from '@venom/react/chat'
import { Markdown } from '@venom/react/markdown'
import { createTuningStore, TuningPanel, useTuningLoad } from '@venom/react/tuning'
import { createRuntimesClient } from '@venom/runtimes/client'
import type { ReactNode } from 'react'

const server = { baseUrl: '' }
const model = { model: 'embedded/pico' }
const chat = createChatStore(createRuntimesClient(server), { storage: webTranscriptStorage() })
const tuning = createTuningStore({ client: createTuningClient(server), ...model })

export function Page(): ReactNode {
  useTuningLoad(tuning)
  return (
    <div style={{ position: 'fixed', inset: 0, display: 'grid', grid: 'minmax(0, 1fr) / minmax(0, 1fr) 344px' }}>
      <ChatPanel chat={chat} options={model} renderText={(answer) => <Markdown {...answer} />} />
      <TuningPanel tuning={tuning} />
    </div>
  )
}
