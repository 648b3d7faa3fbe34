/** A text with a form for each plural category of its language, chosen by the parameter `count`. */
export interface PluralMessage {
  readonly one?: string
  readonly few?: string
  readonly many?: string
  readonly other: string
}

/** A text; `{name}` in it stands for a parameter. */
export type Message = string | PluralMessage

/** The texts of one area of the kit, by key. English is the reference: its keys and parameters are the type. */
export type Texts = Readonly<Record<string, Message>>

/** What a translation of `T` must bring: every key, a plural where the reference has one. */
export type TranslationOf<T extends Texts> = {
  readonly [Key in keyof T]: T[Key] extends string ? string : PluralMessage
}

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never
type TextOf<M> = M extends { readonly other: infer Other } ? Other : M
type ParametersOf<M> = [NamesIn<TextOf<M>>] extends [never]
  ? []
  : [parameters: Readonly<Record<NamesIn<TextOf<M>>, string | number>>]

/** Says a text of an area in the language at hand. Numbers are written as that language writes them. */
export type Translate<T extends Texts> = <Key extends keyof T & string>(
  key: Key,
  ...parameters: ParametersOf<T[Key]>
) => string
