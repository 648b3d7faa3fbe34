import type { Locator, Page } from 'playwright'

// Everything is found by its role and its name, as a screen reader finds it.

/** The chat of an English page. */
export interface ChatParts {
  readonly composer: Locator
  readonly stop: Locator
  /** The `n`th answer with all that stands under it, from 1. */
  answer(n: number): Locator
  /** What the model wrote in the `n`th answer. */
  text(n: number): Locator
  /** Writes a question and sends it by Enter. */
  ask(question: string): Promise<void>
}

/** Finds the chat. */
export function chatOn(page: Page): ChatParts {
  const composer = page.getByRole('textbox', { name: 'Your message', exact: true })
  const answer = (n: number): Locator => page.getByRole('article', { name: new RegExp(`^Answer ${n}\\b`) })
  return {
    composer,
    stop: page.getByRole('button', { name: 'Stop', exact: true }),
    answer,
    text: (n) => answer(n).getByRole('paragraph').first(),
    async ask(question) {
      await composer.fill(question)
      await composer.press('Enter')
    },
  }
}

/** The words by which the parts of tuning are found. */
export const tuningWords = {
  en: { panel: 'Tuning', apply: 'Apply', temperature: 'Temperature', resetAll: 'Reset all' },
  pl: { panel: 'Strojenie', apply: 'Zastosuj', temperature: 'Temperatura', resetAll: 'Przywróć wszystko' },
} as const

/** The tuning panel. */
export interface TuningParts {
  readonly panel: Locator
  readonly apply: Locator
  readonly resetAll: Locator
  /** The slider of the temperature. */
  readonly slider: Locator
  /** The number field of the temperature. */
  readonly number: Locator
  /** The number field of another parameter. */
  field(label: string): Locator
}

/** Finds the tuning panel, in English by default. */
export function tuningOn(page: Page, language: keyof typeof tuningWords = 'en'): TuningParts {
  const words = tuningWords[language]
  const panel = page.getByRole('complementary', { name: words.panel })
  return {
    panel,
    apply: panel.getByRole('button', { name: words.apply, exact: true }),
    resetAll: panel.getByRole('button', { name: words.resetAll }),
    slider: panel.getByRole('slider', { name: words.temperature, exact: true }),
    number: panel.getByRole('spinbutton', { name: words.temperature, exact: true }),
    field: (label) => panel.getByRole('spinbutton', { name: label, exact: true }),
  }
}

/** The description that a screen reader says of an element. */
export async function descriptionOf(locator: Locator): Promise<string> {
  return locator.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .filter((text) => text !== '')
      .join(' '),
  )
}
