import { type ReactNode, type SyntheticEvent, useId, useState } from 'react'

import { AppIcon } from '../icon.js'
import type { Cockpit } from '../state/cockpit.js'
import { useAppText } from '../text/use-app-text.js'

/** Asks for the token of a server that other machines can reach. */
export function TokenForm({ cockpit }: { readonly cockpit: Cockpit }): ReactNode {
  const say = useAppText()
  const id = useId()
  const [step, setStep] = useState<'ask' | 'asking' | 'wrongToken' | 'cookieRefused' | 'unlockFailed'>('ask')
  const problem = step === 'ask' || step === 'asking' ? undefined : say(step)

  async function submit(event: SyntheticEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const token = new FormData(event.currentTarget).get('token')
    if (typeof token !== 'string' || step === 'asking') return
    setStep('asking')
    try {
      const ended = await cockpit.session.unlock(token, () => cockpit.catalogue.refresh())
      setStep(({ open: 'ask', wrong: 'wrongToken', forgotten: 'cookieRefused' } as const)[ended])
    } catch {
      setStep('unlockFailed')
    }
  }

  return (
    <main className="app-notice app-whole">
      <AppIcon name="locked" />
      <h1>{say('lockedTitle')}</h1>
      <p>{say('lockedHint')}</p>
      <form onSubmit={(event) => void submit(event)}>
        <label htmlFor={`${id}token`}>{say('token')}</label>
        {/* A password manager wants a name beside what it keeps. */}
        <input type="text" autoComplete="username" value="venom" readOnly hidden />
        <div className="app-token">
          <input
            id={`${id}token`}
            name="token"
            type="password"
            className="venom-figure"
            autoComplete="current-password"
            spellCheck={false}
            required
            aria-invalid={problem !== undefined}
            aria-describedby={`${id}problem`}
          />
          <button type="submit" className="venom-button" data-variant="primary" aria-disabled={step === 'asking'}>
            {say('unlock')}
          </button>
        </div>
        <p id={`${id}problem`} role="alert" className="app-problem">
          {problem}
        </p>
      </form>
    </main>
  )
}
