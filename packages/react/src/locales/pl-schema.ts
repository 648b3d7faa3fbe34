/** Polish for what core's catalogue says of the neutral parameters, keyed by its English. A test holds the two together. */
export const schemaTextsPl: Readonly<Record<string, string>> = {
  // Units
  tokens: 'tokenów',

  // Sampling
  Temperature: 'Temperatura',
  'How freely the model departs from its likeliest token. 0 always takes the likeliest; higher values make answers more varied and less predictable.':
    'Jak swobodnie model odchodzi od najbardziej prawdopodobnego tokenu. 0 zawsze wybiera najbardziej prawdopodobny; wyższe wartości dają odpowiedzi bardziej zróżnicowane i mniej przewidywalne.',
  'Top P': 'Top P',
  'Only the likeliest tokens that together reach this probability are considered. 1 considers all.':
    'Pod uwagę brane są tylko najbardziej prawdopodobne tokeny, które razem osiągają to prawdopodobieństwo. 1 uwzględnia wszystkie.',
  'Top K': 'Top K',
  'Only this many of the likeliest tokens are considered. 1 always takes the likeliest; 0, where the server takes it, considers all.':
    'Pod uwagę branych jest tylko tyle najbardziej prawdopodobnych tokenów. 1 zawsze wybiera najbardziej prawdopodobny; 0, jeśli serwer je przyjmuje, uwzględnia wszystkie.',
  'Min P': 'Min P',
  'Tokens less likely than this share of the likeliest one are left out. 0 leaves out none.':
    'Pomijane są tokeny mniej prawdopodobne niż ta część prawdopodobieństwa najlepszego. 0 nie pomija żadnego.',
  'Typical P': 'Typical P',
  'Only tokens about as surprising as the model expects are considered, up to this probability together. 1 switches it off.':
    'Pod uwagę brane są tylko tokeny mniej więcej tak zaskakujące, jak model się spodziewa, łącznie do tego prawdopodobieństwa. 1 wyłącza.',
  Seed: 'Ziarno losowości',
  'Start of the random numbers: the same seed with the same settings repeats an answer. -1 takes a new one each time.':
    'Początek liczb losowych: to samo ziarno przy tych samych ustawieniach powtarza odpowiedź. -1 za każdym razem bierze nowe.',
  'An answer repeats only on the same model, server version and hardware.':
    'Odpowiedź powtórzy się tylko na tym samym modelu, w tej samej wersji serwera i na tym samym sprzęcie.',

  // Length
  'Maximum length': 'Maksymalna długość',
  'The answer is cut after this many tokens; a token is about three quarters of an English word. -1, where the server takes it, sets no limit.':
    'Odpowiedź zostaje ucięta po tylu tokenach; token to mniej więcej trzy czwarte angielskiego słowa, po polsku mniej. -1, jeśli serwer je przyjmuje, oznacza brak limitu.',
  'Stop texts': 'Teksty kończące',
  'The answer ends as soon as the model writes one of these texts; the text itself is not part of it.':
    'Odpowiedź kończy się, gdy tylko model napisze jeden z tych tekstów; sam tekst do niej nie wchodzi.',
  'Minimum length': 'Minimalna długość',
  'The model cannot end its answer before this many tokens, and no stop text ends it. 0 asks for no minimum.':
    'Model nie może zakończyć odpowiedzi przed tyloma tokenami i nie kończy jej żaden tekst kończący. 0 oznacza brak minimum.',
  'Context length': 'Długość kontekstu',
  'How many tokens of conversation and answer the model can see together. A longer context takes more memory.':
    'Ile tokenów rozmowy i odpowiedzi model widzi łącznie. Dłuższy kontekst zajmuje więcej pamięci.',
  'A change loads the model anew, which the next answer waits for.':
    'Zmiana ładuje model od nowa i następna odpowiedź na to czeka.',

  // Penalties
  'Repeat penalty': 'Kara za powtórzenia',
  'Makes tokens that already occurred less likely, by division. 1 switches it off; from about 1.3 answers lose necessary repetitions too.':
    'Zmniejsza, przez dzielenie, prawdopodobieństwo tokenów, które już wystąpiły. 1 wyłącza; od około 1,3 odpowiedzi tracą też potrzebne powtórzenia.',
  'Repeat window': 'Okno powtórzeń',
  'How many of the last tokens the penalties look at. 0 switches the penalties off.':
    'Ile ostatnich tokenów biorą pod uwagę kary. 0 wyłącza kary.',
  'Presence penalty': 'Kara za obecność',
  'Makes tokens that occurred at least once less likely, by subtraction. 0 switches it off; negative values favour repetition.':
    'Zmniejsza, przez odejmowanie, prawdopodobieństwo tokenów, które wystąpiły choć raz. 0 wyłącza; wartości ujemne sprzyjają powtórzeniom.',
  'Frequency penalty': 'Kara za częstość',
  'Makes tokens less likely the more often they occurred, by subtraction. 0 switches it off; negative values favour repetition.':
    'Zmniejsza, przez odejmowanie, prawdopodobieństwo tokenów tym bardziej, im częściej wystąpiły. 0 wyłącza; wartości ujemne sprzyjają powtórzeniom.',

  // Experimental
  'Dynamic temperature range': 'Zakres temperatury dynamicznej',
  'Lets the temperature move this far up and down with how sure the model is. 0 keeps it fixed.':
    'Pozwala temperaturze zmieniać się o tyle w górę i w dół, zależnie od pewności modelu. 0 zostawia ją stałą.',
  'Dynamic temperature exponent': 'Wykładnik temperatury dynamicznej',
  'Shapes how the unsureness of the model becomes temperature; 1 is linear. Without effect while the dynamic temperature range is 0.':
    'Określa, jak niepewność modelu przekłada się na temperaturę; 1 to zależność liniowa. Bez skutku, gdy zakres temperatury dynamicznej wynosi 0.',
  'Top N sigma': 'Top N sigma',
  'Only tokens within this many standard deviations of the best score are considered. A negative value switches it off.':
    'Pod uwagę brane są tylko tokeny w odległości tylu odchyleń standardowych od najlepszego wyniku. Wartość ujemna wyłącza.',
  'XTC probability': 'Prawdopodobieństwo XTC',
  'How often the most obvious tokens are excluded, for more inventive texts. 0 switches it off.':
    'Jak często wykluczane są najbardziej oczywiste tokeny, aby tekst był bardziej pomysłowy. 0 wyłącza.',
  'XTC threshold': 'Próg XTC',
  'Tokens at least this likely can be excluded, all but the least likely of them. Above 0.5, or with XTC probability 0, nothing is.':
    'Wykluczone mogą być tokeny co najmniej tak prawdopodobne, wszystkie prócz najmniej prawdopodobnego z nich. Powyżej 0,5 albo przy prawdopodobieństwie XTC 0 nic nie jest wykluczane.',
  'DRY strength': 'Siła DRY',
  'Makes it less likely that whole phrases are repeated. 0 switches it off; 0.8 is usual.':
    'Zmniejsza prawdopodobieństwo powtarzania całych fraz. 0 wyłącza; zwykle 0,8.',
  'DRY growth': 'Wzrost DRY',
  'How fast the penalty grows with the length of the repeated phrase. Without effect while DRY strength is 0.':
    'Jak szybko kara rośnie z długością powtarzanej frazy. Bez skutku, gdy siła DRY wynosi 0.',
  'DRY allowed length': 'Dozwolona długość DRY',
  'Phrases up to this length may be repeated freely. Without effect while DRY strength is 0.':
    'Frazy do tej długości mogą się swobodnie powtarzać. Bez skutku, gdy siła DRY wynosi 0.',
  'DRY window': 'Okno DRY',
  'How many of the last tokens are searched for repeated phrases. 0 switches DRY off.':
    'W ilu ostatnich tokenach szukane są powtórzone frazy. 0 wyłącza DRY.',
  'DRY breakers': 'Separatory DRY',
  'A repeated phrase ends at any of these texts. At least one is needed; without effect while DRY strength is 0.':
    'Powtarzana fraza kończy się na każdym z tych tekstów. Potrzebny jest co najmniej jeden; bez skutku, gdy siła DRY wynosi 0.',
  Mirostat: 'Mirostat',
  'Keeps the surprise of the text at a constant level: 0 is off, 1 and 2 are its two versions.':
    'Utrzymuje zaskoczenie tekstem na stałym poziomie: 0 wyłącza, 1 i 2 to jego dwie wersje.',
  'While it is on, only temperature counts beside it: every other way of sampling and every penalty is without effect.':
    'Gdy jest włączony, obok niego liczy się tylko temperatura: inne sposoby próbkowania i wszystkie kary nie mają skutku.',
  'Mirostat surprise': 'Zaskoczenie Mirostat',
  'The level of surprise that mirostat aims at; lower is more focused. Without effect while mirostat is 0.':
    'Poziom zaskoczenia, do którego dąży Mirostat; niższy daje tekst bardziej skupiony. Bez skutku, gdy Mirostat wynosi 0.',
  'Mirostat learning rate': 'Tempo uczenia Mirostat',
  'How fast mirostat corrects itself. Without effect while mirostat is 0.':
    'Jak szybko Mirostat się koryguje. Bez skutku, gdy Mirostat wynosi 0.',
  'Adaptive target': 'Cel adaptacyjny',
  'Prefers tokens of about this probability, adapting to the text so far. A negative value switches it off.':
    'Preferuje tokeny o mniej więcej takim prawdopodobieństwie, dostosowując się do dotychczasowego tekstu. Wartość ujemna wyłącza.',
  'Adaptive decay': 'Zanik adaptacji',
  'How long the adaptive target remembers: about 1 / (1 − decay) tokens. Without effect while the adaptive target is negative.':
    'Jak długo cel adaptacyjny pamięta: około 1 / (1 − zanik) tokenów. Bez skutku, gdy cel adaptacyjny jest ujemny.',
  'Tokens to keep': 'Tokeny do zachowania',
  'Every way of narrowing the choice leaves at least this many tokens. 0 asks for no more than one.':
    'Każdy sposób zawężania wyboru zostawia co najmniej tyle tokenów. 0 wymaga tylko jednego.',
  'Ignore the end mark': 'Ignoruj znak końca',
  'The model cannot end its answer by itself.': 'Model nie może sam zakończyć odpowiedzi.',
  'An answer then ends only at the maximum length, at a stop text, or when the window is full.':
    'Odpowiedź kończy się wtedy tylko na maksymalnej długości, na tekście kończącym albo gdy okno jest pełne.',

  // Families
  'Qwen 3 repeats itself without end at temperature 0 while it thinks.':
    'Qwen 3, gdy myśli, przy temperaturze 0 powtarza się bez końca.',

  // Rules between values
  '`dry_sequence_breakers` is empty, and the server refuses that. Give at least one text, or leave it out.':
    'Lista jest pusta, a serwer takiej nie przyjmuje. Podaj co najmniej jeden tekst albo zostaw to serwerowi.',
  '`min_tokens` is above `max_tokens`. Lower it, or raise `max_tokens`.':
    '`min_tokens` przekracza `max_tokens`. Zmniejsz ją albo zwiększ `max_tokens`.',
  '`ignore_eos` with `max_tokens` -1 makes an answer that never ends. Set a limit in `max_tokens`, or a text in `stop`.':
    'Razem z maksymalną długością -1 odpowiedź nigdy by się nie skończyła. Ustaw maksymalną długość albo tekst kończący.',
}
