/** One promise: `partial` says what is still missing; `proven` means that passing tests cite it. */
export type Requirement = { readonly behaviour: string } & (
  | { readonly state: 'open' | 'proven' }
  | { readonly state: 'partial'; readonly missing: string }
)

/** Promises by id. */
export type Requirements = Readonly<Record<string, Requirement>>
