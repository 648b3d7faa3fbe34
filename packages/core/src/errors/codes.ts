/** One entry of the error catalogue. */
export interface ErrorEntry {
  /** Short and fixed; the message of an error says what happened this time. */
  readonly title: string
  /** What a person can do about it. */
  readonly hint: string
  /** The HTTP status it travels under. */
  readonly status: number
  /** Whether the same call can succeed later without a change. */
  readonly retryable: boolean
}

function entry(status: number, retryable: boolean, title: string, hint: string): ErrorEntry {
  return { title, hint, status, retryable }
}

const later = true
const never = false

/** Every code that this project throws. `docs/errors.md` is made from it. */
export const errorCodes = {
  'schema.invalid': entry(
    500,
    never,
    'A parameter schema contradicts itself',
    'Mend the parameter that the message names.',
  ),
  'manifest.invalid': entry(500, never, 'The manifest file cannot be used', 'Mend the entry that the message names.'),

  'request.invalid': entry(
    400,
    never,
    'The request is not of the expected form',
    'Mend the fields that `issues` names.',
  ),
  'request.too_large': entry(413, never, 'The request is too large', 'Send less at once.'),
  'request.unauthorized': entry(
    401,
    never,
    'A token is needed to change anything',
    'Send the token that the server printed as `Authorization: Bearer`.',
  ),
  'request.foreign_host': entry(
    403,
    never,
    'The Host header names another machine',
    'Use the address that the server printed, or allow this host in its options.',
  ),
  'request.foreign_origin': entry(
    403,
    never,
    'A page of another origin asked',
    'Open the page from the server itself, or allow its origin in the options.',
  ),
  'request.not_found': entry(404, never, 'There is nothing at this address', 'Check the path and the method.'),
  'request.wrong_method': entry(
    405,
    never,
    'This address does not take this method',
    'Use one of the methods that the `Allow` header names.',
  ),
  'request.media_type': entry(415, never, 'The body is not JSON', 'Send the header `content-type: application/json`.'),
  'server.internal': entry(500, never, 'The server failed', 'See the server’s log; the error is ours.'),
  'server.cannot_listen': entry(
    500,
    never,
    'The server cannot listen at this address',
    'Choose another port or address.',
  ),
  'server.stopping': entry(503, later, 'The server is shutting down', 'Ask again when it is back.'),
  'metrics.invalid_name': entry(
    500,
    never,
    'A metric or label has an impossible name',
    'Use letters, digits and underscores, and one kind of metric for each name.',
  ),
  'http.unreachable': entry(
    502,
    later,
    'The server could not be reached',
    'Check the address and that the server runs.',
  ),
  'http.bad_reply': entry(
    502,
    never,
    'The reply is not of the expected form',
    'Client and server may be of different versions.',
  ),

  'tuning.invalid_values': entry(
    400,
    never,
    'Some values cannot be used',
    'Mend the parameters that `issues` names; nothing was saved or sent.',
  ),
  'tuning.conflict': entry(
    412,
    never,
    'Somebody else saved in the meantime',
    'Load the current values, merge, and save with their etag.',
  ),
  'tuning.nothing_to_undo': entry(409, never, 'There is no change to undo', 'Nothing was ever saved for this model.'),

  'model.unknown': entry(
    404,
    never,
    'No runtime has this model',
    'Pick one of the models that `GET /api/v1/models` lists.',
  ),
  'model.ambiguous': entry(
    409,
    never,
    'Several runtimes have a model of this name',
    'Say which: `<runtime id>/<model>`.',
  ),

  'runtime.unknown': entry(
    404,
    never,
    'No runtime of this name is configured',
    'Pick one of those that `GET /api/v1/runtimes` lists.',
  ),
  'runtime.bad_url': entry(
    400,
    never,
    'The address of the runtime cannot be used',
    'Write it as http://host:port, or as file:///path/model.gguf for the embedded one.',
  ),
  'runtime.bad_option': entry(
    400,
    never,
    'The runtime cannot be opened with this option',
    'Leave it out, or give one of those that the message names.',
  ),
  'runtime.bad_key': entry(
    400,
    never,
    'The key of the runtime cannot be used',
    'Give it as it was issued: letters, digits and signs, without spaces and line ends.',
  ),
  'runtime.unreachable': entry(502, later, 'The runtime does not answer', 'Start it, or correct its address.'),
  'runtime.untrusted': entry(
    502,
    never,
    'The certificate of the runtime is not trusted',
    'Ask by a name that it holds, have it renewed, or start Node.js with NODE_EXTRA_CA_CERTS=<file of its authority>.',
  ),
  'runtime.starting': entry(503, later, 'The runtime is still loading', 'Wait a moment and ask again.'),
  'runtime.foreign': entry(
    502,
    never,
    'Something else answers at this address',
    'Correct the address, or choose the adapter that fits the server.',
  ),
  'runtime.unauthorized': entry(
    502,
    never,
    'The runtime refused the key',
    'Give the key that the server was started with.',
  ),
  'runtime.busy': entry(503, later, 'The runtime takes no more requests now', 'Wait until a running answer ends.'),
  'runtime.timeout': entry(
    504,
    later,
    'The runtime took too long',
    'Raise the timeout of the phase that the message names, or see why it is slow.',
  ),
  'runtime.rejected': entry(400, never, 'The runtime refused the request', 'Read its own words in the message.'),
  'runtime.failed': entry(
    502,
    later,
    'The runtime failed while answering',
    'Read its own words in the message; ask again.',
  ),
  'runtime.stream_truncated': entry(502, later, 'The answer broke off', 'Ask again; the partial text is kept.'),
  'runtime.stream_malformed': entry(
    502,
    never,
    'The answer is not what the protocol says',
    'Check what stands between us and the server; the partial text is kept.',
  ),
  'runtime.cancelled': entry(499, never, 'The answer was cancelled', 'Nothing to do: somebody asked for it.'),
  'runtime.closed': entry(503, never, 'The runtime was closed', 'Open it again; the partial text is kept.'),
  'runtime.unsupported': entry(
    400,
    never,
    'The runtime cannot do what was asked',
    'Leave out what the message names, or choose another runtime.',
  ),
  'runtime.unsupported_parameters': entry(
    400,
    never,
    'Some parameters would not be honoured',
    'Leave them out, or call without `strict`.',
  ),
  'chat.context_overflow': entry(
    400,
    never,
    'The conversation does not fit the context window',
    'Shorten it, or give the model a larger window.',
  ),

  'chat.too_long': entry(
    502,
    never,
    'The answer grew beyond all bounds',
    'Set `max_tokens`, or see what stands between us and the server; the partial text is kept.',
  ),
  'chat.repetition': entry(
    502,
    never,
    'The model repeated itself until the server stopped it',
    'Raise `repeat_penalty` or `temperature`, or ask in another way; the partial text is kept.',
  ),
  'adapter.no_room': entry(
    409,
    never,
    'The runtime has no room for another adapter',
    'Remove one that is not needed, or start the server with room for more.',
  ),
  'adapter.unusable': entry(
    400,
    never,
    'The runtime cannot use this adapter',
    'Check the path on the server’s machine, and that the adapter was made for this model.',
  ),
  'adapter.unknown': entry(404, never, 'The runtime has no such adapter', 'Pick one of those that it lists.'),

  'embedded.not_installed': entry(
    503,
    never,
    'The embedded engine is not installed',
    'Run: npm install node-llama-cpp@3.21.1',
  ),
  'embedded.bad_model': entry(500, never, 'The model file cannot be loaded', 'Give the path of a whole GGUF file.'),
  'embedded.no_memory': entry(
    503,
    never,
    'The model does not fit into memory',
    'Open it with fewer contextTokens, or use a smaller model.',
  ),

  'task.unknown': entry(
    404,
    never,
    'There is no such task',
    'Finished tasks are kept for a short while only; start a new one.',
  ),
  'task.events_gone': entry(
    410,
    never,
    'The beginning of the answer is no longer kept',
    'Read on from the oldest event that is kept, or ask again.',
  ),
  'task.too_many': entry(429, later, 'Too many answers run at once', 'Wait until one ends.'),

  'storage.unavailable': entry(
    500,
    later,
    'The database cannot be used now',
    'See the message; another process may hold it.',
  ),
  'storage.read_only': entry(
    500,
    never,
    'The database cannot be written',
    'Check the rights of the file and its folder, and the space left.',
  ),
  'storage.corrupt': entry(
    500,
    never,
    'The database file is damaged',
    'Move it away together with its `-wal` and `-shm`, then restore a copy; nothing was overwritten.',
  ),
  'storage.newer': entry(
    500,
    never,
    'The database was written by a newer version',
    'Update the packages, or use another file.',
  ),
} as const satisfies Readonly<Record<string, ErrorEntry>>

/** The dotted code of an error: stable, for programs. */
export type ErrorCode = keyof typeof errorCodes

/** Tells whether a text from outside is one of our codes. */
export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(errorCodes, text)
}
