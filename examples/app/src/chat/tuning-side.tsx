import { TuningPanel, type TuningStore } from '@venom/react/tuning'
import { type ReactNode, useLayoutEffect, useRef } from 'react'

interface TuningSideProps {
  readonly tuning: TuningStore
  readonly onClose: () => void
}

/** Tuning beside the chat, where there is room for both. */
export function TuningDock({ tuning, onClose }: TuningSideProps): ReactNode {
  return (
    <div className="app-dock">
      <TuningPanel tuning={tuning} onClose={onClose} />
    </div>
  )
}

/** Tuning over the chat, which waits meanwhile. The focus goes back to where it was. */
export function TuningSheet({ tuning, onClose }: TuningSideProps): ReactNode {
  const ref = useRef<HTMLDialogElement>(null)
  // In the layout phase: the focus goes back while the sheet is still in the page.
  useLayoutEffect(() => {
    const sheet = ref.current
    sheet?.showModal()
    return () => sheet?.close()
  }, [])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- A click beside the sheet; Escape is the key for it.
    <dialog
      ref={ref}
      className="app-sheet"
      onClick={({ target }) => target === ref.current && onClose()}
      onCancel={(event) => {
        event.preventDefault()
        // Where the focus is in the panel, Escape is the panel's: it may close something smaller first.
        if (event.target === ref.current && !ref.current.contains(document.activeElement)) onClose()
      }}
      // Asked twice, a browser closes it without asking back, as at the back key of a phone.
      onClose={() => ref.current?.open === false && onClose()}
    >
      <TuningPanel tuning={tuning} onClose={onClose} />
    </dialog>
  )
}
