'use client'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'

import { Icon } from '../../icon.js'
import { closeIcon } from '../../icons.js'
import { isComposing } from '../../is-composing.js'
import { useWords } from '../use-words.js'
import { entryText, readEntries, readEntry, showEntry } from './entries.js'
import type { FieldProps } from './field-props.js'

/** Free entries: Enter or a comma adds one, Backspace in the empty line edits the last, a pasted list becomes several. */
export function TokenField({ form, field, id, describedBy, isInvalid, entries }: TokenFieldProps): ReactNode {
  const { say } = useWords()
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const set = (next: readonly string[]): void => form.set(field.name, next)

  function add(added: readonly string[]): void {
    const fresh = added.filter(
      (entry, index) => entry !== '' && !entries.includes(entry) && added.indexOf(entry) === index,
    )
    if (fresh.length > 0) set([...entries, ...fresh])
    setText('')
  }

  function press(event: KeyboardEvent): void {
    if (isComposing(event)) return
    const { key } = event
    const last = entries.at(-1)
    // A backslash before the comma makes it part of the text.
    if (key === 'Enter' || (key === ',' && !text.endsWith('\\'))) {
      if (text === '' && key === 'Enter') return
      event.preventDefault()
      add([readEntry(text)])
    } else if (key === 'Backspace' && text === '' && last !== undefined) {
      event.preventDefault()
      set(entries.slice(0, -1))
      setText(entryText(last))
    } else if (key === 'Escape' && text !== '') {
      event.stopPropagation()
      setText('')
    }
  }

  function paste(event: ClipboardEvent): void {
    const pasted = readEntries(event.clipboardData.getData('text'))
    if (pasted.length < 2) return
    event.preventDefault()
    add([readEntry(text), ...pasted])
  }

  function remove(index: number): void {
    set(entries.toSpliced(index, 1))
    input.current?.focus()
  }

  return (
    <div className="venom-tokens" data-slot="tokens" data-invalid={isInvalid}>
      <ul className="venom-tokens-list" aria-labelledby={`${id}-label`}>
        {entries.map((entry, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- entries from a server can be the same text twice
          <li key={index} className="venom-token venom-figure">
            <span>{showEntry(entry)}</span>
            <button
              type="button"
              aria-label={say('removeEntry', { entry: showEntry(entry) })}
              onClick={() => remove(index)}
            >
              <Icon shape={closeIcon} />
            </button>
          </li>
        ))}
      </ul>
      <input
        ref={input}
        id={id}
        className="venom-tokens-input venom-figure"
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${describedBy} ${id}-hint`}
        aria-invalid={isInvalid}
        placeholder={say('addEntry')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={press}
        onPaste={paste}
        onBlur={() => add([readEntry(text)])}
      />
      <span id={`${id}-hint`} hidden>
        {say('entryHint')}
      </span>
    </div>
  )
}

interface TokenFieldProps extends FieldProps {
  readonly entries: readonly string[]
}
