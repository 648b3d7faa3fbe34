'use client'
import { useState } from 'react'

/**
 * Whether something of one turn is open. Another version of the turn takes the same place, and finds it closed; it stays closed when
 * the first one comes back.
 */
export function useOpen(id: number): readonly [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const [openId, setOpenId] = useState<number>()
  if (openId !== undefined && openId !== id) setOpenId(undefined)
  return [openId === id, (isOpen) => setOpenId(isOpen ? id : undefined)]
}
