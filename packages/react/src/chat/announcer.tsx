'use client'
import { memo, type ReactNode, useEffect, useState } from 'react'

import { useLanguage } from '../text/language-provider.js'
import type { ChatState } from './chat-state.js'
import type { ChatStore } from './chat-contract.js'
import { countWords } from './count-words.js'
import { formatDuration } from './duration.js'
import { headlineOf, ownWords } from './failure-text.js'
import { useChatText } from './text/use-chat-text.js'
import { useChatSelector } from './use-chat.js'

/** How often a person who does not see it is told that an answer still comes, in milliseconds: long enough to hear other things. */
const stillMs = 7_000

/** Says when an answer begins, that it goes on and how it ended, for those who do not see it. Never what it says: that is read when it is wanted. */
export const Announcer = memo(function Announcer({ chat }: { readonly chat: ChatStore }): ReactNode {
  const state = useChatSelector(chat, stateOfLatest)
  const [known] = useState(() => ({ chat, state }))
  const status = useStatusText(chat)
  const alert = useAlertText(chat)
  // What had ended before this was there is no news: who comes back to a page is not told it once more.
  const isOld = known.chat === chat && known.state === state && !state.endsWith(' writing')
  return (
    <>
      <output className="venom-visually-hidden">{isOld ? '' : status}</output>
      <div role="alert" className="venom-visually-hidden">
        {isOld ? '' : alert}
      </div>
    </>
  )
})

/** Changes only when there is something to say. */
function stateOfLatest({ latest, turns }: ChatState): string {
  const state = turns.findLast(({ id }) => id === latest)?.answer.state ?? ''
  return `${latest} ${state === 'waiting' ? 'writing' : state}`
}

function useStatusText(chat: ChatStore): ReactNode {
  const t = useChatText()
  const { tag } = useLanguage()
  const turn = chat.turn(chat.get().latest)
  if (turn === undefined) return ''
  const { state, text, timings } = turn.answer
  if (state === 'waiting' || state === 'writing') return <Answering key={turn.id} />
  if (state === 'failed') return ''
  const count = countWords(text)
  if (state === 'cancelled') return t('stopped', { count })
  // The number that stands by this name under the answer; what this page saw is another.
  const ms = timings.first_token
  return ms === undefined ? t('ready', { count }) : t('readyTimed', { count, time: formatDuration(t, tag, ms) })
}

function Answering(): ReactNode {
  const t = useChatText()
  const [times, setTimes] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setTimes((before) => before + 1)
    }, stillMs)
    return () => clearInterval(timer)
  }, [])
  // The same words once more are said only as a new element.
  return <span key={times}>{t(times === 0 ? 'answering' : 'stillAnswering')}</span>
}

function useAlertText(chat: ChatStore): string {
  const t = useChatText()
  const { state, error, text } = chat.turn(chat.get().latest)?.answer ?? {}
  if (state !== 'failed' || error === undefined) return ''
  return `${t(headlineOf(error))}. ${ownWords(t, error, text !== '') ?? error.message}`
}
