import { type ReactNode, useEffect, useState } from 'react'

import { ChatPanel, type ChatPanelProps } from './chat-panel.js'
import type { ChatStore } from './chat-contract.js'
import { createChatStore } from './chat-store.js'
import type { TranscriptStorage } from './transcript-storage.js'
import { model, type Script, serveScript } from './scripted-server.fixture.js'

const none: readonly string[] = []

/** A chat with a scripted model, as high as the window, that has already been asked some questions. */
export function ScriptedChat({ script, questions = none, storage, ...props }: ScriptedChatProps): ReactNode {
  const [chat] = useState(() => begin(script, questions, storage))
  useEffect(() => () => chat.close(), [chat])
  return (
    <div style={{ blockSize: 'calc(100vh - 48px)' }}>
      <ChatPanel chat={chat} options={{ model }} {...props} />
    </div>
  )
}

/** What a scripted chat takes. */
export interface ScriptedChatProps extends Partial<Omit<ChatPanelProps, 'chat'>> {
  readonly script: Script
  /** Asked one after the other. */
  readonly questions?: readonly string[]
  readonly storage?: TranscriptStorage
}

function begin(script: Script, questions: readonly string[], storage: TranscriptStorage | undefined): ChatStore {
  const chat = createChatStore(serveScript(script).client, storage === undefined ? {} : { storage })
  void (async () => {
    for (const question of questions) await chat.send(question, { model })
  })()
  return chat
}
