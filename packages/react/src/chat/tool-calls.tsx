'use client'
import type { ToolCall } from '@venom/core'
import { memo, type ReactNode } from 'react'

import { Icon } from '../icon.js'
import { chevronRightIcon } from '../icons.js'
import { useChatText } from './text/use-chat-text.js'

/** The calls that a model made, each with its arguments folded away. */
export const ToolCalls = memo(function ToolCalls({ calls }: { readonly calls: readonly ToolCall[] }): ReactNode {
  const t = useChatText()
  return calls.map(({ call_id, name, arguments: args }) => (
    <details key={call_id} className="venom-reasoning" data-slot="tool-call">
      <summary>
        <Icon shape={chevronRightIcon} />
        {t('called', { name })}
      </summary>
      <pre className="venom-figure">{JSON.stringify(args, null, 2)}</pre>
    </details>
  ))
})
