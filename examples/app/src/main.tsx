import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
// Before the kit's styles: cascade layers count in the order in which they are met.
import './reset.css'
import '@venom/react/theme.css'
import './app.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { App } from './app.js'
import { nameNonce } from './nonce.js'
import { createCockpit } from './state/cockpit.js'

nameNonce()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id “root”.')
createRoot(root).render(
  <StrictMode>
    <App cockpit={createCockpit()} />
  </StrictMode>,
)
