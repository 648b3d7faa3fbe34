'use client'
import { useLanguage } from '../text/language-provider.js'

/**
 * Says a label, a description, a warning or an option that came with a schema, in the language at hand. What that language does not know
 * is said as it came.
 */
export function useSchemaText(): (english: string) => string {
  const { schemaTexts } = useLanguage()
  return (english) =>
    (schemaTexts !== undefined && Object.hasOwn(schemaTexts, english) && schemaTexts[english]) || english
}
