import { useStore } from '@venom/react'
import { type AnswerText, Transcript, TranscriptNotices } from '@venom/react/chat'
import { Markdown } from '@venom/react/markdown'
import { type ReactNode, type RefObject, useCallback, useMemo, useRef, useState } from 'react'

import { AwayStrip } from '../shell/away.js'
import type { Cockpit } from '../state/cockpit.js'
import { useIsNew } from '../state/use-is-new.js'
import { useMedia } from '../state/use-media.js'
import { ChatBar } from './chat-bar.js'
import { ChatComposer } from './chat-composer.js'
import { TuningDock, TuningSheet } from './tuning-side.js'
import { Welcome } from './welcome.js'

/** The chat, with tuning at its side. */
export function ChatPage({ cockpit }: { readonly cockpit: Cockpit }): ReactNode {
  const { preferences, catalogue, chats } = cockpit
  const { chat: number, model, scroll, tuning: dock } = useStore(preferences)
  const hasModels = useStore(catalogue).models.length > 0
  const chat = chats.chat(number)
  const isNew = useIsNew(chat)
  const tuning = model === '' ? undefined : cockpit.tuning(model)
  const options = useMemo(() => (model === '' ? undefined : { model }), [model])
  const field = useRef<HTMLTextAreaElement>(null)
  const toggle = useRef<HTMLButtonElement>(null)
  const [isSheetOpen, setSheetOpen] = useState(false)
  const isWide = useMedia('(width >= 1100px)')
  const isTuning = tuning !== undefined && (isWide ? dock === 'open' : isSheetOpen)

  function showTuning(isShown: boolean): void {
    if (!isWide) return setSheetOpen(isShown)
    preferences.set('tuning', isShown ? 'open' : 'closed')
    if (!isShown) toggle.current?.focus()
    return undefined
  }

  const begin = useCallback(() => {
    chats.begin()
    giveFocus(field)
  }, [chats])

  return (
    <>
      <div className="app-chat-main">
        <ChatBar
          cockpit={cockpit}
          tuning={tuning}
          onNew={isNew ? undefined : begin}
          tuningRef={toggle}
          isTuning={isTuning}
          onTuning={tuning === undefined ? undefined : () => showTuning(!isTuning)}
        />
        {(hasModels || !isNew) && <AwayStrip cockpit={cockpit} />}
        {isNew ? (
          <Welcome
            cockpit={cockpit}
            notices={<TranscriptNotices chat={chat} />}
            onBack={() => {
              chats.goBack()
              giveFocus(field)
            }}
            onAsk={(question) => {
              giveFocus(field)
              if (options !== undefined) void chat.send(question, options)
            }}
          />
        ) : (
          <Transcript
            key={number}
            chat={chat}
            options={options}
            renderText={renderMarkdown}
            scroll={scroll}
            onNewChat={begin}
          />
        )}
        <ChatComposer
          cockpit={cockpit}
          chat={chat}
          tuning={tuning}
          options={options}
          field={field}
          onTuning={() => showTuning(true)}
        />
      </div>
      {isTuning && isWide && <TuningDock key={model} tuning={tuning} onClose={() => showTuning(false)} />}
      {isTuning && !isWide && <TuningSheet key={model} tuning={tuning} onClose={() => showTuning(false)} />}
    </>
  )
}

/** What was pressed may be gone with the chat that it belonged to. On a phone the keyboard would come over the answer. */
function giveFocus(field: RefObject<HTMLTextAreaElement | null>): void {
  const isTouch = matchMedia('(pointer: coarse)').matches
  const target = isTouch ? document.getElementById('content') : field.current
  target?.focus({ preventScroll: true })
}

function renderMarkdown({ text, isStreaming }: AnswerText): ReactNode {
  return <Markdown text={text} isStreaming={isStreaming} />
}
