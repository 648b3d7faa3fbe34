import { fileURLToPath } from 'node:url'

const folder = new URL('../../examples/server/model/', import.meta.url)

/** The tiny model, as a GGUF file. It answers "My name is Pico.". */
export const tinyModel = fileURLToPath(new URL('pico.gguf', folder))

/** Its LoRA adapter, as a GGUF file. With it the answer is "My name is Iskra.". */
export const tinyAdapter = fileURLToPath(new URL('adapter.gguf', folder))

/** The tiny model, as a Hugging Face folder. */
export const tinyModelFolder = fileURLToPath(new URL('base', folder))

/** Its LoRA adapter, as a folder of PEFT. */
export const tinyAdapterFolder = fileURLToPath(new URL('adapter', folder))
