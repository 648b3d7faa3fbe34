import { useStore } from '@venom/react'
import { findModel, nameModel, runtimeName } from '@venom/react/models'
import type { ReactNode } from 'react'

import type { Cockpit } from '../state/cockpit.js'
import { AwayPage } from '../shell/away.js'
import { en } from '../text/en.js'
import { useAppText } from '../text/use-app-text.js'

interface WelcomeProps {
  readonly cockpit: Cockpit
  /** What is to be known of the keeping of the chat. */
  readonly notices: ReactNode
  readonly onAsk: (question: string) => void
  readonly onBack: () => void
}

const prompts = ['prompt1', 'prompt2', 'prompt3', 'prompt4'] as const

/** What a chat without turns shows: who answers, and questions to begin with. */
export function Welcome({ cockpit, notices, onAsk, onBack }: WelcomeProps): ReactNode {
  const { catalogue, preferences } = cockpit
  const { state, models, runtimes } = useStore(catalogue)
  const { model: address, lastChat } = useStore(preferences)
  const say = useAppText()
  if (state === 'failed' && models.length === 0) return <AwayPage cockpit={cockpit} />
  const model = findModel(models, address)
  const runtime = runtimes.find(({ id }) => id === model?.runtime)
  // The embedded model speaks English only.
  const isEnglish = runtime?.kind === 'embedded'
  const questions = prompts.map((prompt) => (isEnglish ? en[prompt] : say(prompt)))
  return (
    <div className="app-welcome">
      {notices}
      <h2>{say('greeting')}</h2>
      <p>
        {state === 'loading' && say('lookingTitle')}
        {state !== 'loading' && models.length === 0 && say('noModelAtAll')}
        {models.length > 0 && address === '' && say('noModel')}
        {model !== undefined &&
          runtime !== undefined &&
          (model.id === 'pico' && isEnglish
            ? say('greetingEmbedded')
            : say('greetingModel', { model: nameModel(model).name, runtime: runtimeName(runtime) }))}
      </p>
      {model !== undefined && (
        <ul className="app-prompts" aria-label={say('try')}>
          {questions.map((question) => (
            <li key={question}>
              <button
                type="button"
                className="venom-button"
                lang={isEnglish ? 'en' : undefined}
                onClick={() => onAsk(question)}
              >
                {question}
              </button>
            </li>
          ))}
        </ul>
      )}
      {lastChat !== '' && (
        <button type="button" className="venom-button" data-variant="quiet" onClick={onBack}>
          {say('lastChat')}
        </button>
      )}
    </div>
  )
}
