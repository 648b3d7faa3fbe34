'use client'
import { Content, Item, ItemIndicator, ItemText, Root, Trigger, Value, Viewport } from '@radix-ui/react-select'
import { type ReactNode, useState } from 'react'

import { Icon } from '../../icon.js'
import { checkIcon, chevronDownIcon } from '../../icons.js'
import { useLanguage } from '../../text/language-provider.js'
import { useWords } from '../use-words.js'
import { chooseAt, keyOf, placeOf, type SelectProps } from './select-option.js'
import { styleNonce } from './style-nonce.js'

/** One of its options, in a list that is made when it is opened. */
export function MenuSelect({ form, field, parameter, id, describedBy, isInvalid }: SelectProps): ReactNode {
  const { direction = 'ltr' } = useLanguage()
  const { value: word } = useWords()
  const [isOpen, setOpen] = useState(false)
  const { name, value } = field
  return (
    <Root
      dir={direction}
      open={isOpen}
      onOpenChange={setOpen}
      value={String(placeOf(parameter, value))}
      onValueChange={(place) => chooseAt(form, name, parameter, place)}
    >
      <Trigger
        id={id}
        className="venom-select"
        data-slot="select"
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        // Letters look in the list, which is not there while it is closed.
        onKeyDown={({ key, ctrlKey, metaKey }) => key.length === 1 && !ctrlKey && !metaKey && setOpen(true)}
      >
        <Value>{word(parameter, value)}</Value>
        <Icon shape={chevronDownIcon} />
      </Trigger>
      {isOpen && (
        // Not in a portal: it stays in the theme, the language and the dialog that it is in.
        <Content className="venom-select-list" position="popper" sideOffset={4} align="end" collisionPadding={8}>
          <Viewport {...styleNonce()}>
            {parameter.options.map((option, index) => (
              <Item key={keyOf(option)} value={String(index)} className="venom-select-option">
                <ItemText>{word(parameter, option)}</ItemText>
                <ItemIndicator>
                  <Icon shape={checkIcon} />
                </ItemIndicator>
              </Item>
            ))}
          </Viewport>
        </Content>
      )}
    </Root>
  )
}
