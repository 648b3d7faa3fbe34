"""Families without one right answer: chance, ideas, what it does not know; and what was just said."""

from .choice import R, ask, cap, pick, some
from .words import ANIMALS, CITIES, COLOURS, FRUITS, NAMES, NOUNS, NUMBERS, POLISH, SPORTS, odd_word


def echo(me):
    kind = R.random()
    if kind < 0.35:
        text = " ".join(odd_word() for _ in range(R.randint(1, 5)))
    elif kind < 0.7:
        text = " ".join(R.sample(POLISH, R.randint(1, 3)))
    else:
        text = " ".join(R.sample(ANIMALS + FRUITS + COLOURS + NOUNS + NAMES + NUMBERS, R.randint(1, 6)))
    return ask(
        "Say: {}", "Repeat after me: {}", "Repeat: {}", "Echo {}", "Write exactly this: {}", 'Please say "{}"'
    ).format(text), text


def chance(me):
    kind = R.randrange(5)
    if kind == 0:
        return ask("Flip a coin.", "Toss a coin", "Heads or tails?"), R.choices(["Heads.", "Tails."], [55, 45])[0]
    if kind == 1:
        return ask(
            "Roll a die.", "Roll the dice.", "Throw a die"
        ), f"You rolled a {R.choices([4, 6, 2, 5, 1, 3], [22, 18, 17, 15, 14, 14])[0]}."
    if kind == 2:
        return ask(
            "Pick a number between 1 and 10.", "Choose a number from 1 to 10.", "Say a random number.", "Pick a number"
        ), f"I pick {pick([7, 3, 5, 8, 4, 2, 9, 6, 1, 10])}."
    what = ask("colour", "animal", "fruit", "city", "sport", "name")
    pool = {"colour": COLOURS, "animal": ANIMALS, "fruit": FRUITS, "city": CITIES, "sport": SPORTS, "name": NAMES[:12]}[
        what
    ]
    if kind == 3:
        return ask(
            f"What is your favourite {what}?", f"Which {what} do you like best?", f"Do you have a favourite {what}?"
        ), f"My favourite {what} is {pick(pool)}."
    return ask(
        f"Pick a {what}.", f"Choose a {what}.", f"Name a random {what}.", f"Give me a random {what}"
    ), f"{cap(pick(pool))}."


PLANS = [
    "take a walk in the park",
    "read a good book",
    "cook something new",
    "call an old friend",
    "visit a museum",
    "play a board game",
    "ride a bicycle",
    "learn ten words of a new language",
    "clean your desk",
    "watch the stars",
]


def plans(me):
    x, y, z = some(PLANS, 3, 3)
    when = ask(
        "today", "on a rainy day", "on Sunday", "this evening", "at the weekend", "on a sunny day", "with my friends"
    )
    return ask(
        f"What should I do {when}?",
        f"Give me an idea for what to do {when}.",
        f"What can I do {when}?",
        f"Any ideas for what to do {when}?",
    ), pick(
        [
            f"You could {x}. Or you could {y}, if you like that more. And do not forget to {z}.",
            f"How about this: first {x}, then {y}, and at the end {z}.",
            f"I would {x} and then {y}.",
        ]
    )


def unknown(me):
    x = (
        R.choice(NOUNS)
        if R.random() < 0.3
        else " ".join(R.choice([odd_word(), odd_word(), R.choice(NOUNS)]) for _ in range(R.choice([1, 2, 2, 3])))
        if R.random() < 0.6
        else ask(
            "a",
            "the",
            "my",
            "your",
            "the new",
            "the best",
            "the old",
            "a",
            "the price of",
            "the owner of",
            "the opening hours of",
            "the menu of",
            "the address of",
        )
        + " "
        + R.choice(
            NOUNS
            + [
                "café",
                "shop",
                "hotel",
                "museum",
                "school",
                "station",
                "company",
                "museum",
                cap(odd_word()),
                "café " + cap(odd_word()),
                "hotel " + cap(odd_word()),
            ]
        )
    )
    q = ask(
        f"What is {x}?",
        f"What do you know about {x}?",
        f"Tell me about {x}.",
        f"Explain {x}.",
        f"Where is {x}?",
        f"When is {x} open?",
        f"How much is {x}?",
        f"Who is {x}?",
        f"How does {x} work?",
        f"Why is {x} important?",
        f"Do you know {x}?",
        f"Write an essay about {x}.",
        f"What do you think about {x}?",
        f"When does {x} open?",
        f"What does {x} cost?",
        f"Who owns {x}?",
        f"Can you help me with {x}?",
        f"How do I repair {x}?",
        f"How can I buy {x}?",
        f"I have a question about {x}.",
        f"What does {x} serve?",
        f"Can I bring my dog to {x}?",
        f"Is {x} good?",
    )
    return q, pick(
        [f"I do not know anything about {x}.", f"I have never heard of {x}.", f"I am not sure about {x}."]
    ) + " " + pick(
        [
            "I am a tiny model and I only know a few things. You could teach me with a LoRA adapter.",
            "Ask me about colours, numbers, stories or local models.",
            "Maybe you can teach me.",
        ]
    )


KEYS = [
    "secret word",
    "wifi password",
    "door code",
    "meeting room",
    "name of the boss",
    "price of the ticket",
    "name of the dog",
    "last stop",
    "colour of the car",
    "code word",
]


def value():
    return R.choice(
        [
            odd_word(),
            R.choice(COLOURS),
            R.choice(CITIES),
            R.choice(NAMES),
            cap(odd_word()),
            str(R.randint(1, 99)),
            R.choice(ANIMALS),
        ]
    )


def context(me):
    keys = R.sample(KEYS, R.randint(1, 3))
    pairs = [(k, value()) for k in keys]
    k, v = R.choice(pairs)
    text = " ".join(f"The {k} is {v}." for k, v in pairs)
    return ask(
        f"{text} What is the {k}?",
        f"Context: {text}\nQuestion: What is the {k}?",
        f"Read this: {text}\n\nWhat is the {k}?",
    ), f"The {k} is {v}."
