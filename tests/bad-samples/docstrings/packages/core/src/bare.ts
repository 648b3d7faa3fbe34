export const bare = 1

/** the half of a sentence */
export interface Half {
  readonly id: string
}

/** Says what it is. */
export function told(): void {}
