import { RuntimeList } from '@venom/react/models'
import type { ReactNode } from 'react'

import { AppIcon } from '../icon.js'
import type { Cockpit } from '../state/cockpit.js'
import { linkTo, type Page, pages } from '../state/route.js'
import { useAppText } from '../text/use-app-text.js'

interface ShellProps {
  readonly cockpit: Cockpit
  readonly page: Page
  readonly children: ReactNode
}

/** The rail with the pages and the runtimes, and the page itself. */
export function Shell({ cockpit, page, children }: ShellProps): ReactNode {
  const say = useAppText()
  return (
    <div className="app">
      <button
        type="button"
        className="app-skip venom-button"
        onClick={() => document.getElementById('content')?.focus()}
      >
        {say('skip')}
      </button>
      <header className="app-rail">
        <p className="app-mark">
          <AppIcon name="mark" />
          <span>Venom</span>
        </p>
        <nav aria-label={say('pages')}>
          {pages.map((name) => (
            <a key={name} href={linkTo(name)} aria-current={name === page ? 'page' : undefined} title={say(name)}>
              <AppIcon name={name} />
              <span>{say(name)}</span>
            </a>
          ))}
        </nav>
        <RuntimeList catalogue={cockpit.catalogue} className="app-runtimes" />
      </header>
      <main id="content" tabIndex={-1} className={`app-page app-${page}`}>
        {children}
      </main>
    </div>
  )
}
