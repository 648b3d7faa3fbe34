// Settings of one model, with Apply, refusals, conflicts, Undo and history: `@venom/react/tuning`.
export type { DraftStorage } from './tuning/draft-storage.js'
export { diffValues, type Merge, type MergeConflict, mergeValues, type ValueChange } from './tuning/merge-values.js'
export type { TuningCalls, TuningStoreOptions } from './tuning/tuning-core.js'
export { TuningPanel, type TuningPanelProps } from './tuning/tuning-panel.js'
export {
  type ApplyBlocker,
  applyBlocker,
  type ConfigState,
  type ConflictField,
  type ConflictStanding,
  conflictStanding,
  type HistoryState,
  openConflicts,
  type ServerDeed,
  type TuningCallOptions,
  type TuningChange,
  type TuningDeed,
  type TuningState,
  type TuningStep,
  type TuningStore,
  type Undo,
} from './tuning/tuning-state.js'
export { createTuningStore } from './tuning/tuning-store.js'
export { useTuning, useTuningLoad } from './tuning/use-tuning.js'
