import type { TranslationOf } from '../../text/message.js'
import type { modelsText } from './en.js'

/** Polish texts of `models`. */
export const modelsTextPl: TranslationOf<typeof modelsText> = {
  model: 'Model',
  choose: 'Wybierz model',
  looking: 'Szukam modeli',
  search: {
    one: 'Szukaj w {count} modelu',
    few: 'Szukaj w {count} modelach',
    many: 'Szukaj w {count} modelach',
    other: 'Szukaj w {count} modelu',
  },
  nothingFound: 'Żaden model nie pasuje do „{query}”. Wpisz mniej liter.',
  none: 'Nie ma jeszcze żadnego modelu. Uruchom serwer modeli, na przykład llama-server: pojawi się tu, gdy tylko odpowie.',
  failedEmpty: 'Nie udało się odczytać modeli. {reason}',
  failedStale: 'Serwer nie odpowiada. Lista jest z ostatniego odczytu.',
  retry: 'Spróbuj ponownie',
  gone: 'Modelu {model} teraz tu nie ma. Pozostaje wybrany, bo może jeszcze wrócić.',
  goneShort: 'teraz niedostępny',
  loaded: 'wczytany',
  cold: 'niewczytany',
  adapterOf: 'adapter modelu {model}',
  context: {
    one: '{count} token kontekstu',
    few: '{count} tokeny kontekstu',
    many: '{count} tokenów kontekstu',
    other: '{count} tokena kontekstu',
  },
  runtimes: 'Serwery modeli',
  noRuntimes: 'Nie ma żadnego serwera modeli.',
  away: 'Serwer nie odpowiada.',
  unknown: 'nie wiadomo',
  ready: 'gotowy',
  troubled: 'ma problem',
  starting: 'startuje',
  unreachable: 'nie znaleziono',
  foreign: 'inny serwer',
  refused: 'zły klucz',
  'not-installed': 'brak silnika',
  startingHint: 'Wczytuje model. Poczekaj chwilę.',
  unreachableHint: 'Pod jego adresem nic nie odpowiada. Uruchom go albo popraw adres.',
  foreignHint: 'Pod jego adresem odpowiada coś innego. Popraw adres.',
  refusedHint: 'Oczekuje innego klucza. Podaj ten, z którym go uruchomiono.',
  'not-installedHint':
    'Brakuje jego silnika. Zainstaluj go przez npm install node-llama-cpp i uruchom serwer ponownie.',
  readyHint: {
    one: '{count} model. {server}',
    few: '{count} modele. {server}',
    many: '{count} modeli. {server}',
    other: '{count} modelu. {server}',
  },
}
