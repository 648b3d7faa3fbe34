import type { TranslationOf } from '@venom/react'

import type { en } from './en.js'

/** Polish texts of the Cockpit. */
export const pl: TranslationOf<typeof en> = {
  skip: 'Przejdź do treści',
  pages: 'Strony',
  chat: 'Czat',
  models: 'Modele',
  settings: 'Ustawienia',

  newChat: 'Nowy czat',
  alreadyNew: 'Ten czat jest nowy.',
  lastChat: 'Wróć do poprzedniego czatu',
  tuning: 'Strojenie',
  context: {
    one: '{count} token kontekstu',
    few: '{count} tokeny kontekstu',
    many: '{count} tokenów kontekstu',
    other: '{count} tokena kontekstu',
  },
  unapplied: {
    one: '{count} zmiana nie jest zastosowana',
    few: '{count} zmiany nie są zastosowane',
    many: '{count} zmian nie jest zastosowanych',
    other: '{count} zmiany nie jest zastosowane',
  },

  greeting: 'O co chcesz zapytać?',
  greetingEmbedded:
    'To Pico, maleńki model działający w tym serwerze. Zna około 400 rzeczy, mówi po angielsku i jest po to, by wypróbować tę stronę.',
  greetingModel: 'Odpowiada {model} z {runtime}.',
  try: 'Spróbuj na przykład',
  prompt1: 'Kim jesteś?',
  prompt2: 'Czym jest temperatura modelu językowego?',
  prompt3: 'Jak zaparzyć herbatę?',
  prompt4: 'Opowiedz krótką historię.',
  noModel: 'Nie wybrano modelu. Wybierz go u góry.',
  noModelAtAll:
    'Żaden model jeszcze nie odpowie. Uruchom llama-server na tym komputerze: znajdzie się w ciągu dziesięciu sekund.',

  lookingTitle: 'Pytam serwer',
  awayTitle: 'Serwer nie odpowiada',
  awayHint: 'Uruchom go ponownie poleceniem npm start. Strona pyta co dwie sekundy i niczego nie gubi.',
  awayStrip: 'Serwer nie odpowiada. Pytam co dwie sekundy; czat i zmiany pozostają.',
  awaySend: 'Serwer nie odpowiada. Pytanie poczeka tutaj, aż odpowie.',
  retry: 'Spróbuj ponownie',

  lockedTitle: 'Serwer prosi o token',
  lockedHint: 'Mogą go używać inne komputery, więc wpuszcza tylko tych, którzy znają token. Wypisał go przy starcie.',
  token: 'Token',
  unlock: 'Otwórz',
  wrongToken: 'To nie jest token tego serwera. Skopiuj ten z ostatniego startu.',
  cookieRefused:
    'Token jest dobry, ale przeglądarka nie zachowała pliku cookie. Zezwól na nie dla tego adresu i spróbuj ponownie.',
  unlockFailed: 'Serwer nie odpowiedział. Sprawdź, czy działa, i spróbuj ponownie.',

  modelCount: { one: '{count} model', few: '{count} modele', many: '{count} modeli', other: '{count} modelu' },
  name: 'Nazwa',
  runtime: 'Serwer modeli',
  adapterOf: 'adapter modelu {model}',
  quantization: 'Kwantyzacja',
  size: 'Rozmiar',
  contextColumn: 'Kontekst',
  state: 'Stan',
  loaded: 'wczytany',
  cold: 'niewczytany',
  chosen: 'w użyciu',
  use: 'Użyj',
  useModel: 'Użyj modelu {model} w czacie',
  refresh: 'Sprawdź ponownie',
  runtimes: 'Serwery modeli',
  runtimesHint: 'Serwery na tym komputerze znajdują się same. Inne podaje się przy starcie: npm start -- --runtimes.',

  language: 'Język',
  system: 'Jak w systemie',
  theme: 'Motyw',
  light: 'Jasny',
  dark: 'Ciemny',
  scroll: 'Gdy powstaje odpowiedź',
  follow: 'Podążaj za jej końcem',
  anchor: 'Trzymaj pytanie u góry',
  off: 'Zostań w miejscu',
  kept: 'Te ustawienia i ostatnie czaty są zapisane w tej przeglądarce. Strojenie zapisuje serwer.',
}
