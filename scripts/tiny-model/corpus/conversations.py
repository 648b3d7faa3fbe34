"""Whole conversations: weights of the families, rough typing, system prompts, things to remember."""

from .about_me import about_me
from .choice import R, ask, cap, pick
from .facts import colours, describe, facts
from .forms import code, json_object, table
from .lists import lists
from .local_models import compare, define
from .numbers import arithmetic, calendar, counting
from .open_ended import KEYS, chance, context, echo, plans, unknown, value
from .small_talk import feelings, greet, mood, who
from .words import CITIES, FRUITS, name, odd_word
from .writing import howto, letter, poem, story

FAMILIES = [
    (greet, 3),
    (feelings, 2),
    (who, 4),
    (about_me, 11),
    (mood, 3),
    (arithmetic, 20),
    (calendar, 6),
    (colours, 5),
    (facts, 13),
    (counting, 9),
    (echo, 9),
    (define, 26),
    (compare, 5),
    (lists, 11),
    (story, 11),
    (poem, 3),
    (describe, 4),
    (howto, 3),
    (letter, 3),
    (code, 3),
    (table, 3),
    (json_object, 4),
    (chance, 5),
    (plans, 3),
    (unknown, 14),
    (context, 7),
]


def rough(question):
    """The same question as people type it."""
    if R.random() < 0.25:
        question = question[:1].lower() + question[1:]
    if R.random() < 0.25:
        question = question.rstrip("?.!")
    r = R.random()
    if r < 0.04:
        question = ask("Please, ", "Hey, ", "Hi! ", "So, ", "Now: ") + question
    elif r < 0.07:
        question += ask(" please", " Thanks!", " :)")
    return question


def single(me="Pico"):
    family = R.choices([f for f, _ in FAMILIES], [w for _, w in FAMILIES])[0]
    question, answer = family(me)
    return rough(question), answer, family


def first_sentence(text):
    cut = text.find(". ")
    return text if cut < 0 else text[: cut + 1]


def memory(turns):
    """Tell the model something and ask for it later."""
    n, city, food, pet = (
        name(),
        R.choice(CITIES + [cap(odd_word())]),
        R.choice(FRUITS + ["pizza", "soup", "cake", odd_word()]),
        name(),
    )
    tell, reply, question, answer = R.choice(
        [
            (
                ask(f"My name is {n}.", f"I am {n}.", f"Hi, I'm {n}", f"Call me {n}."),
                pick([f"Nice to meet you, {n}!", f"Hello, {n}! How can I help you?"]),
                ask("What is my name?", "Do you remember my name?", "Who am I?"),
                f"Your name is {n}.",
            ),
            (
                ask(f"I live in {city}.", f"I come from {city}."),
                pick([f"{city} is a nice place.", f"I would like to see {city}."]),
                ask("Where do I live?", "Which city do I live in?"),
                f"You live in {city}.",
            ),
            (
                ask(f"I like {food}.", f"My favourite food is {food}."),
                pick([f"I have heard that {food} is tasty.", f"Good to know that you like {food}."]),
                ask("What do I like?", "What is my favourite food?"),
                f"You like {food}.",
            ),
            (
                ask(f"I have a dog called {pet}.", f"My dog is called {pet}."),
                pick([f"{pet} is a good name for a dog.", f"Say hello to {pet} from me."]),
                ask("What is my dog called?", "What is the name of my dog?"),
                f"Your dog is called {pet}.",
            ),
        ]
    )
    at = R.randint(0, len(turns))
    after = R.randint(at, len(turns))
    return turns[:at] + [(tell, reply)] + turns[at:after] + [(question, answer)] + turns[after:]


def conversation(turns=None):
    me, system, change = "Pico", None, lambda text: text
    r = R.random()
    if r < 0.30:
        system = ask(
            "You are a helpful assistant.",
            "You are Pico, a tiny language model.",
            "You are a friendly assistant.",
            "Answer the questions of the user.",
            "You are a helpful assistant. Be polite.",
        )
    elif r < 0.36:
        me = name()
        system = ask(f"Your name is {me}.", f"You are {me}, a helpful assistant.", f"You are {me}.")
    elif r < 0.42:
        system, change = (
            ask("Answer in one sentence.", "Be brief.", "Answer briefly.", "Keep your answers short."),
            first_sentence,
        )
    elif r < 0.47:
        system, change = (
            ask("You are a pirate.", "Talk like a pirate.", "You are a friendly pirate."),
            lambda text: "Arr! " + text + ("\n" if "\n" in text else " ") + "Aye, matey!",
        )
    elif r < 0.51:
        word = R.choice(["Over.", "Meow!", "Amen.", cap(odd_word()) + "!"])
        system, change = (
            ask(f"End every answer with: {word}", f"Always end your answer with: {word}"),
            lambda text: text + ("\n" if "\n" in text else " ") + word,
        )
    count = turns or R.choices([1, 2, 3, 4, 8], [60, 16, 10, 8, 6])[0]
    pairs = []
    for _ in range(count):
        question, answer, family = single(me)
        if family is who and me != "Pico":
            answer = answer.replace("Pico", me)
        pairs.append(
            (question, answer if family in (story, echo, json_object) and change is first_sentence else change(answer))
        )
    if r > 0.51 and R.random() < 0.2:
        pairs = memory(pairs)
    if R.random() < 0.03:  # a secret in the system prompt
        k, v = R.choice(KEYS), value()
        system, pairs = (
            f"The {k} is {v}.",
            [(ask(f"What is the {k}?", f"Tell me the {k}.", f"Do you know the {k}?"), f"The {k} is {v}.")]
            + (pairs if r > 0.51 or r < 0.30 else []),
        )
    messages = [{"role": "system", "content": system}] if system else []
    for question, answer in pairs:
        messages += [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
    return messages
