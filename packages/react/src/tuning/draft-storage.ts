import { checkValue, type GenerationSchema, type ParameterValue, type Values } from '@venom/core'

import type { DraftSides } from './adopt-config.js'

/** Where a draft is kept. `sessionStorage` fits: it survives a reload, and each tab has a draft of its own. */
export interface DraftStorage {
  getItem(key: string): string | null
  setItem(key: string, text: string): void
  removeItem(key: string): void
}

/** The place of one model's draft. */
export interface DraftPlace {
  /** What is kept there. Absent: nothing, or nothing that can be used. */
  read(): DraftSides | undefined
  /** Keeps a draft; undefined removes it. */
  write(draft: DraftSides | undefined): void
}

/** Longest draft that is kept, in UTF-16 units: some hundred times a usual one. */
const maxLength = 65_536

/** The place of the draft of one model. A storage that is full or closed costs the safety net, never the draft. */
export function draftPlace(storage: DraftStorage, model: string, runtime: string | undefined): DraftPlace {
  const key = `venom.tuning.draft:${JSON.stringify([runtime ?? null, model])}`
  return {
    read: () => attempt(() => parseDraft(storage.getItem(key) ?? '')),
    write(draft) {
      attempt(() => {
        const text = draft === undefined ? '' : JSON.stringify(draft)
        if (text === '' || text.length > maxLength) storage.removeItem(key)
        else storage.setItem(key, text)
      })
    },
  }
}

/** What of a kept draft a form can show: known names with a value of the right type. A value that is out of range stays. */
export function usableValues(schema: GenerationSchema, values: Values): Values {
  const usable = Object.entries(values).filter(([name, value]) => {
    const parameter = Object.hasOwn(schema, name) ? schema[name] : undefined
    return parameter !== undefined && checkValue(name, parameter, value).every(({ code }) => code !== 'parameter.type')
  })
  return Object.fromEntries(usable)
}

function parseDraft(text: string): DraftSides | undefined {
  if (text === '' || text.length > maxLength) return undefined
  const json: unknown = JSON.parse(text)
  if (typeof json !== 'object' || json === null || !('base' in json) || !('yours' in json)) return undefined
  const { base, yours } = json
  return isValues(base) && isValues(yours) ? { base, yours } : undefined
}

function isValues(json: unknown): json is Values {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && Object.values(json).every(isValue)
}

function isValue(json: unknown): json is ParameterValue {
  if (Array.isArray(json)) return json.every((entry) => typeof entry === 'string')
  return typeof json === 'number' || typeof json === 'boolean' || typeof json === 'string'
}

/** Storages throw when they are full or forbidden, and JSON when it is none. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
