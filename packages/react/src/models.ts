// Models and runtimes: `@venom/react/models`.
export { formatBytes } from './models/format-bytes.js'
export {
  type CatalogueCalls,
  type CatalogueOptions,
  type CatalogueState,
  createModelCatalogue,
  type ModelCatalogue,
  type ModelEntry,
  type ModelProblem,
  type RuntimeEntry,
} from './models/model-catalogue.js'
export { findModel, fullAddress } from './models/find-model.js'
export { groupModels, type ModelGroup, runtimeName, suggestModel } from './models/model-groups.js'
export { type ModelName, nameModel, readModelName, withoutFolders } from './models/model-name.js'
export { ModelPicker, type ModelPickerProps } from './models/model-picker.js'
export { RuntimeList, type RuntimeListProps } from './models/runtime-list.js'
