// What an application imports from `@venom/runtimes`. Runs in a browser; adapters stand behind subpaths.
export { chatsMetric, phaseMetric, tokensMetric } from './chat/observe.js'
export { createRuns, type Runs, type RunsOptions } from './chat/runs.js'
export { createTunedChat, type TunedChat, type TunedChatOptions, type TunedChatParts } from './chat/tuned-chat.js'
