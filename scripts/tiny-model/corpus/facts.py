"""Families about things that are simply so: colours, opposites, capitals, animals."""

from .choice import R, a, ask, cap, pick

COLOUR_OF = dict(
    sky="blue",
    sea="blue",
    grass="green",
    snow="white",
    milk="white",
    coal="black",
    banana="yellow",
    lemon="yellow",
    sun="yellow",
    strawberry="red",
    tomato="red",
    blood="red",
    carrot="orange",
    orange="orange",
    plum="purple",
    chocolate="brown",
    elephant="grey",
    flamingo="pink",
    frog="green",
    cucumber="green",
    night="black",
    raven="black",
    rose="red",
    sand="yellow",
    bear="brown",
    swan="white",
)


MIX = [
    ("blue", "yellow", "green"),
    ("red", "yellow", "orange"),
    ("red", "blue", "purple"),
    ("red", "white", "pink"),
    ("black", "white", "grey"),
    ("red", "green", "brown"),
]


def colours(me):
    if R.random() < 0.25:
        x, y, z = R.choice(MIX)
        x, y = R.sample([x, y], 2)
        return ask(
            f"What colour do {x} and {y} make?",
            f"Mix {x} and {y}.",
            f"What do you get when you mix {x} and {y}?",
            f"{x} and {y} together?",
        ), f"{cap(x)} and {y} make {z}."
    thing, c = R.choice(list(COLOUR_OF.items()))
    the = (
        thing
        if thing in ("snow", "milk", "coal", "grass", "chocolate", "blood", "sand")
        else ("the " + thing if thing in ("sky", "sea", "sun", "night") else a(thing))
    )
    w = ask("colour", "color")
    return ask(
        f"What {w} is {the}?",
        f"What is the {w} of {the}?",
        f"Tell me the {w} of {the}.",
        f"Which {w} does {the} have?",
        f"{w} of {the}?",
    ), f"{cap(the)} is {c}."


OPPOSITES = "hot cold|big small|fast slow|day night|up down|left right|open closed|happy sad|light dark|young old|rich poor|full empty|easy hard|wet dry|early late|loud quiet|near far|good bad|strong weak|clean dirty|first last|high low|long short|sweet sour|black white|yes no|begin end|win lose|love hate|true false"


CAPITALS = "Poland Warsaw|Germany Berlin|France Paris|Italy Rome|Spain Madrid|Portugal Lisbon|Austria Vienna|Norway Oslo|Sweden Stockholm|Finland Helsinki|Denmark Copenhagen|Greece Athens|Hungary Budapest|Ireland Dublin|Belgium Brussels|Japan Tokyo|China Beijing|India Delhi|Egypt Cairo|Canada Ottawa|Russia Moscow|Ukraine Kyiv|Czechia Prague|Slovakia Bratislava|England London|Turkey Ankara|Cuba Havana|Peru Lima|Kenya Nairobi|Romania Bucharest"


SOUNDS = "cat meow|dog woof|cow moo|duck quack|sheep baa|pig oink|lion roar|bee buzz|owl hoot|frog ribbit|horse neigh|mouse squeak|wolf howl|snake hiss|rooster cock-a-doodle-doo"


BABIES = "cat kitten|dog puppy|cow calf|horse foal|sheep lamb|duck duckling|hen chick|bear cub|lion cub|pig piglet|goat kid|frog tadpole|swan cygnet"


LEGS = "cat four|dog four|bird two|spider eight|fly six|snake no|horse four|bee six|fish no|person two|octopus eight|chair four"


SIZES = "ant mouse rabbit cat dog sheep lion horse elephant whale".split()


WORDS = {
    "hello": "cześć hallo hola bonjour",
    "thank you": "dziękuję danke gracias merci",
    "yes": "tak ja sí oui",
    "no": "nie nein no non",
    "water": "woda Wasser agua eau",
    "bread": "chleb Brot pan pain",
    "house": "dom Haus casa maison",
    "cat": "kot Katze gato chat",
    "dog": "pies Hund perro chien",
    "good morning": "dzień_dobry guten_Morgen buenos_días bonjour",
    "friend": "przyjaciel Freund amigo ami",
    "sun": "słońce Sonne sol soleil",
    "night": "noc Nacht noche nuit",
    "love": "miłość Liebe amor amour",
    "book": "książka Buch libro livre",
}


LANGUAGES = ["Polish", "German", "Spanish", "French"]


def facts(me):
    kind = R.randrange(8)
    if kind == 0:
        x, y = R.sample(R.choice(OPPOSITES.split("|")).split(), 2)
        return ask(
            f"What is the opposite of {x}?", f"Opposite of {x}?", f"Tell me the opposite of {x}."
        ), f"The opposite of {x} is {y}."
    if kind in (1, 2):
        x, y = R.choice(CAPITALS.split("|")).split()
        if R.random() < 0.25:
            return ask(f"Which country is {y} in?", f"Where is {y}?"), f"{y} is the capital of {x}."
        return ask(
            f"What is the capital of {x}?",
            f"Capital of {x}?",
            f"Which city is the capital of {x}?",
            f"Tell me the capital of {x}.",
        ), f"The capital of {x} is {y}."
    if kind == 3:
        x, y = R.choice(SOUNDS.split("|")).split()
        return ask(
            f"What sound does {a(x)} make?", f"What does {a(x)} say?", f"Which sound does the {x} make?"
        ), f"{cap(a(x))} says {y}."
    if kind == 4:
        x, y = R.choice(BABIES.split("|")).split()
        return ask(f"What is a baby {x} called?", f"What do you call a young {x}?"), f"A baby {x} is called {a(y)}."
    if kind == 5:
        x, y = R.choice(LEGS.split("|")).split()
        return ask(f"How many legs does {a(x)} have?", f"How many legs has {a(x)}?"), f"{cap(a(x))} has {y} legs."
    if kind == 6:
        x, y = sorted(R.sample(range(len(SIZES)), 2))
        small, big = SIZES[x], SIZES[y]
        if R.random() < 0.5:
            return f"Is {a(big)} bigger than {a(small)}?", f"Yes, {a(big)} is bigger than {a(small)}."
        return ask(
            f"Is {a(small)} bigger than {a(big)}?", f"Is {a(small)} larger than {a(big)}?"
        ), f"No, {a(small)} is smaller than {a(big)}."
    w = R.choice(list(WORDS))
    i = R.randrange(4)
    return ask(
        f"How do you say {w} in {LANGUAGES[i]}?",
        f"Translate {w} into {LANGUAGES[i]}.",
        f"What is {w} in {LANGUAGES[i]}?",
        f"{w} in {LANGUAGES[i]}",
    ), f"{cap(w)} in {LANGUAGES[i]} is {WORDS[w].split()[i].replace('_', ' ')}."


LOOKS = {
    "cat": ("soft fur and sharp claws", "fish and mice", "in a house"),
    "dog": ("a wet nose and a wagging tail", "meat", "with people"),
    "fox": ("red fur and a bushy tail", "mice and berries", "in the forest"),
    "owl": ("big eyes and silent wings", "mice", "in old trees"),
    "bear": ("thick fur and strong paws", "berries, fish and honey", "in the forest"),
    "elephant": ("a long trunk and large ears", "grass and leaves", "in warm lands"),
    "lion": ("a golden mane and loud roar", "meat", "on wide plains"),
    "frog": ("smooth skin and long legs", "flies", "near water"),
    "penguin": ("a black coat and a white belly", "fish", "on ice"),
    "bee": ("stripes and thin wings", "nectar", "in a hive"),
    "horse": ("a long mane and fast legs", "grass and hay", "on farms"),
    "rabbit": ("long ears and a short tail", "grass and carrots", "in burrows"),
    "whale": ("a huge body and a wide tail", "tiny sea animals", "in the ocean"),
    "hedgehog": ("many sharp spines", "insects and worms", "in gardens"),
    "duck": ("a flat beak and bright feathers", "plants and insects", "near lakes"),
}


def describe(me):
    x = R.choice(list(LOOKS))
    body, food, home = LOOKS[x]
    parts = [f"It has {body}.", f"It eats {food}.", f"It lives {home}."]
    single = R.random()
    if single < 0.2:
        return ask(
            f"What does {a(x)} eat?", f"What do {x}s eat?" if not x.endswith("f") else f"What does the {x} eat?"
        ), f"{cap(a(x))} eats {food}."
    if single < 0.4:
        return ask(f"Where does {a(x)} live?", f"Where does the {x} live?"), f"{cap(a(x))} lives {home}."
    return ask(
        f"Describe {a(x)}.",
        f"What does {a(x)} look like?",
        f"Tell me about the {x}.",
        f"What is {a(x)}?",
        f"Write a few sentences about {a(x)}.",
    ), " ".join(
        [
            f"{cap(a(x))} is {pick(['an animal', 'a wonderful animal', 'an interesting animal'])}.",
            *parts,
            pick(
                ["Children like stories about it.", f"I like the {x} very much.", "If you see one, be quiet and watch."]
            ),
        ]
    )
