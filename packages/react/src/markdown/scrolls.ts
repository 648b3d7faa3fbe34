/** What scrolls by itself can be reached by keyboard, and says what it is. */
export const scrolls = { role: 'group', tabIndex: 0 } as const
