import '../theme/theme.css'

import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'

import { MessageField } from './message-field.js'

test('all lines of a message have the direction of its first word: one for each costs seconds a key in a long text', async () => {
  await render(
    <MessageField aria-label="Message" value={'שלום\nHello'} onChange={() => undefined} onSend={() => undefined} />,
  )

  const { direction, unicodeBidi } = getComputedStyle(page.getByRole('textbox').element())

  expect({ direction, unicodeBidi }).toEqual({ direction: 'rtl', unicodeBidi: 'isolate' })
})
