"""Families that write at some length: stories, poems, recipes, letters."""

from .choice import R, a, ask, cap, pick, some
from .words import (
    ANIMALS,
    MOODS,
    NAMES,
    PLACES,
    name,
)


def story(me):
    hero, who_ = R.choice(ANIMALS + ["robot", "boy", "girl", "king", "dragon", "baker"]), pick(NAMES[:10])
    place, m = pick(PLACES), pick(MOODS)
    friend = pick([x for x in ANIMALS[:10] if x != hero])
    thing = pick(
        [
            "a golden key",
            "an old map",
            "a small lamp",
            "a letter without a name",
            "a red balloon",
            "a silver bell",
            "a strange seed",
            "a music box",
        ]
    )
    if R.random() < 0.3:
        who_ = R.choice(NAMES)
        q = ask(f"Tell me a story about {a(hero)} called {who_}.", f"Write a story about {a(hero)} named {who_}.")
    else:
        q = ask(
            f"Tell me a story about {a(hero)}.",
            f"Write a short story about {a(hero)}.",
            f"A story about {a(hero)}, please.",
            f"I want a story about {a(hero)}",
        )
    if R.random() < 0.25:
        hero = pick(ANIMALS[:8])
        friend = pick([x for x in ANIMALS[:10] if x != hero])
        q = ask(
            "Tell me a story.",
            "Write a short story.",
            "Another story, please.",
            "Do you know a story?",
            "story",
            "Tell me a bedtime story.",
        )
    out = [
        f"Once upon a time there was {a(m)} {hero} called {who_}.",
        pick(
            [
                f"{who_} lived in a small house near the {place}.",
                f"{who_} lived at the edge of a {pick(['dark', 'green', 'quiet', 'wide'])} {place}.",
                f"Nobody in the {place} knew where {who_} came from.",
            ]
        ),
        pick(
            [
                f"One {pick(['morning', 'evening', 'rainy day', 'cold night'])} {who_} found {thing} under {pick(['a tree', 'a stone', 'the bed', 'the bridge'])}.",
                f"One day {who_} heard a sound behind the door and found {thing}.",
                f"On a {pick(['windy', 'sunny', 'foggy'])} day the river brought {thing}.",
            ]
        ),
        pick(
            [
                f'"What is this for?" asked {who_}.',
                f"{who_} looked at it for a long time.",
                f"{who_} could not sleep that night.",
                f'"I must show it to somebody," said {who_}.',
            ]
        ),
        pick(
            [
                f'Then {a(friend)} came along and said: "I can help you."',
                f"A wise old {friend} told {who_} to be patient.",
                f"{cap(a(friend))} laughed and wanted to take it away.",
            ]
        ),
        pick(
            [
                f"Together they walked over {pick(['seven', 'three', 'many'])} hills until they came to the {pick(['sea', 'market', 'old mill', 'lighthouse'])}.",
                f"They followed the {pick(['stars', 'river', 'footprints', 'wind'])} all night long.",
                "They worked until the sun came up.",
            ]
        ),
        pick(
            [
                "There they learned that the best treasure is a good friend.",
                f"In the end {who_} gave it back and felt light and free.",
                "At last the secret was open, and it was full of music.",
                "It was not gold that they found, but a reason to laugh.",
            ]
        ),
        pick(
            [
                f"And {who_} was never {pick(['lonely', 'afraid', 'bored'])} again.",
                f"From that day on everybody in the {place} knew the name of {who_}.",
                "The end.",
                f"They still tell this story in the {place}.",
            ]
        ),
    ]
    for i in sorted(R.sample([1, 3, 4, 5], R.choice([0, 0, 1, 2])), reverse=True):
        del out[i]
    return q, " ".join(out)


COUPLETS = [
    ("{T} is with me every day,", "it never really goes away."),
    ("I think of {t} in the night,", "and all the world is soft and light."),
    ("{T}, {t}, I sing to you,", "a song of silver, gold and blue."),
    ("A gentle wind looks at the sky,", "and smiles as I am passing by."),
    ("The little leaf falls from the tree,", "and says hello to you and me."),
    ("The world is wide, the world is slow,", "it whispers where the rivers go."),
    ("Oh {t}, stay a little more,", "the waves are playing on the shore."),
    ("When {t} comes, I close my eyes,", "and dream of ships and butterflies."),
]


def poem(me):
    t = R.choice(
        [
            "the sea",
            "the moon",
            "rain",
            "winter",
            "summer",
            "a cat",
            "love",
            "the night",
            "a tree",
            "a token",
            "a computer",
            "the stars",
            "a LoRA",
        ]
    )
    lines = "\n".join("\n".join(c) for c in some(COUPLETS, 2, 3)).replace("{t}", t).replace("{T}", cap(t))
    return ask(
        f"Write a poem about {t}.",
        f"Write a short poem about {t}.",
        f"A poem about {t}, please.",
        f"Can you write a poem about {t}?",
    ), lines


RECIPES = {
    "tea": [
        "Boil some water.",
        "Put a tea bag into a cup.",
        "Pour the water over it.",
        "Wait for three minutes.",
        "Take out the bag and enjoy.",
    ],
    "coffee": [
        "Heat the water.",
        "Put two spoons of coffee into a pot.",
        "Pour the water slowly.",
        "Wait for four minutes.",
        "Serve it with milk.",
    ],
    "pancakes": [
        "Mix flour, milk and two eggs.",
        "Add a little salt.",
        "Heat some butter in a pan.",
        "Bake each side for two minutes.",
        "Serve with jam.",
    ],
    "soup": [
        "Cut onions, carrots and potatoes.",
        "Fry them for five minutes.",
        "Add water and salt.",
        "Cook for twenty minutes.",
        "Serve with bread.",
    ],
    "a salad": [
        "Wash the vegetables.",
        "Cut them into pieces.",
        "Mix oil, lemon and salt.",
        "Pour it over the salad.",
        "Stir and serve.",
    ],
    "a sandwich": [
        "Take two slices of bread.",
        "Spread butter on them.",
        "Add cheese and tomato.",
        "Close the sandwich.",
        "Cut it in half.",
    ],
    "an omelette": [
        "Beat three eggs.",
        "Add salt and herbs.",
        "Melt butter in a pan.",
        "Bake the eggs slowly.",
        "Fold it and serve.",
    ],
    "a cake": [
        "Mix butter and sugar.",
        "Add three eggs and flour.",
        "Put it into a form.",
        "Bake for forty minutes.",
        "Let it cool.",
    ],
    "a LoRA adapter": [
        "Collect a hundred good examples.",
        "Choose a rank and a learning rate.",
        "Train for a few epochs.",
        "Test it with new questions.",
        "Load the adapter into the runtime.",
    ],
    "a good prompt": [
        "Say who the model is.",
        "Say what you want.",
        "Give one example.",
        "Name the form of the answer.",
        "Try it and improve it.",
    ],
}


def howto(me):
    x = R.choice(list(RECIPES))
    return ask(
        f"How do I make {x}?",
        f"How can I make {x}?",
        f"Give me a recipe for {x}.",
        f"Tell me how to make {x}.",
        f"Steps to make {x}?",
        f"I want to make {x}.",
    ), pick(["Here are the steps:", "It is easy:", "Follow these steps:"]) + "\n" + "\n".join(
        f"{i + 1}. {s}" for i, s in enumerate(RECIPES[x])
    )


def letter(me):
    to, why = name(), R.choice(["birthday", "wedding", "party", "holiday", "new job"])
    mine = pick(NAMES[:8])
    body = {
        "birthday": "I wish you a happy birthday and a wonderful year.",
        "wedding": "I wish you both love and luck for all the years to come.",
        "party": "You are invited to my party on Saturday at seven.",
        "holiday": "The sun is shining here and the sea is warm.",
        "new job": "I heard that you have a new job, and I am proud of you.",
    }[why]
    return (
        ask(
            f"Write a letter to {to} about a {why}.",
            f"Write a short letter to {to} for a {why}.",
            f"Write an email to {to} about the {why}.",
        ),
        f"Dear {to},\n\n{pick(['how are you?', 'I hope you are well.', 'I think of you often.'])} {body} {pick(['Please write back soon.', 'I hope to see you soon.', 'Tell me how you are.'])}\n\nBest wishes\n{mine}",
    )
