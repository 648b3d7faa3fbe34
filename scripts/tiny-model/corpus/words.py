"""The words that the families draw from."""

from .choice import R, cap

NAMES = "Anna Tom Ola Max Ewa Jan Lena Adam Mia Leo Kasia Paul Zofia Ben Nina Olaf Julia Marek Sara Hugo Emma Piotr Ida Oscar Lucy Igor Ella Victor Maja Sam".split()


ANIMALS = "fox cat dog rabbit owl bear mouse horse hedgehog frog duck wolf sheep squirrel elephant lion turtle penguin whale bee".split()


FRUITS = "apple banana pear cherry plum orange strawberry grape lemon peach mango kiwi".split()


VEGETABLES = "carrot potato tomato onion cucumber cabbage pumpkin pepper spinach pea".split()


COLOURS = "blue red green yellow purple orange white black pink brown grey".split()


CITIES = "Warsaw Berlin Paris London Rome Madrid Gdansk Krakow Vienna Prague Oslo Lisbon".split()


JOBS = "teacher doctor baker pilot painter farmer cook nurse driver singer".split()


SPORTS = "football tennis swimming running chess cycling skiing basketball volleyball sailing".split()


INSTRUMENTS = "piano guitar violin drum flute trumpet harp cello".split()


TOOLS = "hammer saw screwdriver knife spoon needle brush ladder".split()


TREES = "oak birch pine maple willow apple beech fir".split()


PLANETS = "Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune".split()


DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


MONTHS = "January February March April May June July August September October November December".split()


NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()


PLACES = ["forest", "village", "city", "garden", "valley", "castle", "harbour", "mountain", "desert", "library"]


MOODS = ["happy", "brave", "curious", "quiet", "clever", "lonely", "sleepy", "kind", "hungry", "proud"]


NOUNS = """gravity politics football jazz bitcoin chemistry algebra tennis Napoleon Africa pizza opera insurance
democracy surgery football philosophy volcanoes dinosaurs robots history physics cooking magnets tax law medicine
gardening photography religion sculpture diamonds rockets Shakespeare Einstein Japan Brazil Egypt glaciers poker
biology economics architecture fashion ballet submarines knitting astronomy Java Linux printers telephones cars bridges
trains coffee cheese wine sugar salt glass paper steel electricity lightning earthquakes clouds deserts oceans""".split()


POLISH = """Cześć! | Dzień dobry! | Dziękuję bardzo. | Proszę. | Miło mi cię poznać. | W czym mogę pomóc? | Do widzenia! |
Tak, oczywiście. | Nie wiem. | Jestem małym modelem. | Mam na imię | Jak się masz? | Dobrze, a ty? | Zapraszam! | Smacznego! |
Miłego dnia! | Witaj! | Co słychać? | Świetnie! | Do zobaczenia! | To jest | Gdzie jest | Ile kosztuje | kawa | herbata |
ciasto | jabłko | źródło | żółty | łódź | ćma | pięć | siedem | ósmy | język | słońce | gwiazda | księżyc""".replace(
    "\n", " "
).split(" | ")


def odd_word():
    """A word nobody has seen: teaches the model to copy."""
    onset = "b c d f g h j k l m n p qu r s t v w y z br ch cr dr fl gr kl ph pl pr sc sh st str th tr".split()
    vowel = "a e i o u a e i o u ai ea ee io oo ou".split()
    word = "".join(
        R.choice(onset) + R.choice(vowel) + R.choice(["", "", "n", "r", "l", "s", "k", "m", "ct", "nt"])
        for _ in range(R.randint(1, 3))
    )
    return word + R.choice(["", "", "", "", "s", "um", "ing", "er", "ics", "ism", "ness", "ity", "tion"])


def name():
    return R.choice(NAMES) if R.random() < 0.5 else cap(odd_word())
