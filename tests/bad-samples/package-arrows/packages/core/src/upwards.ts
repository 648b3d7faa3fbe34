import { createDirectory } from '@venom/runtimes'

export const up = createDirectory
