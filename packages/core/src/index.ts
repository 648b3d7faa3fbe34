// What an application imports from `@venom/core`. Runs in a browser; everything heavier stands behind a subpath.
export { type Answer, type AnswerState, emptyAnswer, failAnswer, isEnded, reduceAnswer } from './chat/answer.js'
export { ChatError, type PartialAnswer } from './chat/chat-error.js'
export type {
  ChatEvent,
  DeltaEvent,
  FinishEvent,
  FinishReason,
  Phase,
  ProgressEvent,
  StartEvent,
  Timings,
  ToolCallDeltaEvent,
  ToolCallEvent,
  Usage,
  UsageEvent,
  WarningEvent,
} from './chat/event.js'
export type { ChatRequest, ContentPart, Message, ResponseFormat, Tool, ToolCall } from './chat/request.js'
export type { ClientOptions } from './contract/client-request.js'
export { createClient } from './contract/create-client.js'
export {
  type Access,
  type Client,
  type Contract,
  type Endpoint,
  endpoint,
  type HandlerContext,
  type Handlers,
  type InputOf,
  type OutputOf,
  type Parser,
  type Sequenced,
  type StreamCallOptions,
} from './contract/endpoint.js'
export type { RequestIssue } from './contract/issues.js'
export { type OpenApiInfo, toOpenApi } from './contract/openapi.js'
export { type ErrorCode, type ErrorEntry, errorCodes, isErrorCode } from './errors/codes.js'
export { fromProblem, type Problem, problemMediaType, problemSchema, toProblem } from './errors/problem.js'
export { type ErrorOptions, VenomError } from './errors/venom-error.js'
export type { Beaten, Layer, Resolution, Resolved, Standing } from './layers/layer.js'
export { pickSet } from './layers/pick-set.js'
export { resolve } from './layers/resolve.js'
export type { Sample, Summary } from './metrics/histogram.js'
export { createMetrics, type Metrics } from './metrics/metrics.js'
export { prometheusMediaType } from './metrics/prometheus.js'
export type { CounterReading, DistributionReading, Labels, MetricsReading } from './metrics/reading.js'
export { families, familySource } from './models/family-source.js'
export { type Manifest, type ManifestEntry, parseManifest } from './models/manifest.js'
export { manifestSource } from './models/manifest-source.js'
export { type Family, matchFamily } from './models/match-family.js'
export {
  createModelIndex,
  type ListedModel,
  type ListingProblem,
  type ModelIndex,
  type ModelIndexOptions,
  type ModelListing,
  type ResolveOptions,
} from './models/model-index.js'
export { formatModelRef, type ModelRef } from './models/model-ref.js'
export { catalogue, type ParameterName } from './parameters/catalogue/catalogue.js'
export { checkRules } from './parameters/check-rules.js'
export { checkValue } from './parameters/check-value.js'
export { checkValues, type ParsedValues, parseValues } from './parameters/check-values.js'
export { composeSchema } from './parameters/compose-schema.js'
export type { Issue, IssueCode } from './parameters/issue.js'
export type {
  BoolParameter,
  EnumParameter,
  GenerationParameter,
  GenerationSchema,
  ListParameter,
  NumberParameter,
  ParameterNarrowing,
  ParameterNotes,
  SchemaPatch,
  SliderRange,
  StringParameter,
} from './parameters/parameter.js'
export { parsePatch, parseSchema } from './parameters/parse-schema.js'
export { type Json, type ParameterValue, sameValue, sameValues, type Values } from './parameters/value.js'
export type { AdapterFiles, AdapterHost, HostedAdapter } from './runtime/adapter-host.js'
export { untilAborted } from './runtime/cancelled.js'
export type { CallOptions } from './runtime/call-options.js'
export { createDirectory, type RuntimeDirectory } from './runtime/directory.js'
export { capabilities, type Capability, type Health, type ServerFacts, type ServerFault } from './runtime/health.js'
export type { ModelInfo } from './runtime/model-info.js'
export type {
  CancelReceipt,
  ChatOptions,
  ChatTimeouts,
  LoadOptions,
  ModelParameters,
  Runtime,
} from './runtime/runtime.js'
export type { FindOptions, OpenOptions, OptionForm, RuntimeKind } from './runtime/runtime-kind.js'
export { createStore, type Store } from './store/store.js'
export { createLineReader, type LineReader } from './streams/lines.js'
export {
  createSseReader,
  type SseFrame,
  type SseListener,
  type SseReader,
  type SseReaderOptions,
} from './streams/sse-read.js'
export { encodeComment, encodeFrame } from './streams/sse-write.js'
export { createUtf8Reader, type Utf8Reader } from './streams/utf8.js'
export { compareVersions } from './translation/compare-versions.js'
export type { Mapping, MappingTable, Unsupported } from './translation/mapping.js'
export type { TranslationEntry, TranslationReport } from './translation/report.js'
export { toSchema } from './translation/to-schema.js'
export { type TranslateOptions, translate, type Translation } from './translation/translate.js'
export { createTuning, type TuningParts } from './tuning/create-tuning.js'
export { createMemoryTuningStorage } from './tuning/memory-storage.js'
export type {
  CommitResult,
  HistoryPage,
  SavedOverride,
  TuningChange,
  TuningCommit,
  TuningStorage,
} from './tuning/storage.js'
export type { Edit, LayerSource, ModelConfig, SourceReading, Tuning } from './tuning/tuning.js'
