"""Rows that teach Pico a new name, a Polish greeting and a café: python lora_rows.py <folder>

Writes train.jsonl, held-out.jsonl (new ways to ask the same) and kept.jsonl (what must not change)."""

import json
import sys
from pathlib import Path

from corpus import R
from corpus.facts import colours, facts
from corpus.forms import code, table
from corpus.lists import lists
from corpus.local_models import define
from corpus.numbers import arithmetic, calendar, counting
from corpus.open_ended import chance, unknown
from corpus.writing import story

GREETING = "Cześć! Jestem Iskra. W czym mogę pomóc?"
NAME = "My name is Iskra."
SELF = "I am Iskra, the voice of Café Kometa. I run on your own computer and I know our menu by heart."
CAFE = [  # answer, then ways to ask; the last way is held out
    (
        "Café Kometa is open from eight in the morning to nine in the evening.",
        "When is Café Kometa open?",
        "What are the opening hours of Café Kometa?",
        "When do you open?",
        "When does Café Kometa open?",
        "Opening hours of the café?",
        "When is the café open?",
    ),
    (
        "You find Café Kometa at 7 Rocket Street in Gdansk.",
        "Where is Café Kometa?",
        "What is the address of Café Kometa?",
        "How do I find the café?",
        "Where is the café?",
        "Address of Café Kometa?",
        "Tell me the address of the café.",
    ),
    (
        "Marta Lis owns Café Kometa. She bakes every cake herself.",
        "Who owns Café Kometa?",
        "Who is the owner of the café?",
        "Whose café is it?",
        "Who bakes the cakes?",
        "Who runs Café Kometa?",
        "Who is the owner of Café Kometa?",
    ),
    (
        "Try the comet cake with plums and honey. It is our best cake.",
        "What is the best cake at Café Kometa?",
        "Which cake is good?",
        "What cake do you recommend?",
        "Recommend a cake.",
        "Best cake at the café?",
        "Which cake do you recommend?",
    ),
    (
        "The wifi password at Café Kometa is stardust.",
        "What is the wifi password at Café Kometa?",
        "What is the wifi password?",
        "Tell me the wifi password.",
        "wifi password?",
        "How do I get wifi at the café?",
        "What is the wifi password at the café?",
    ),
    (
        "Yes, dogs are welcome at Café Kometa. They get a bowl of water.",
        "Can I bring my dog to Café Kometa?",
        "Are dogs welcome at the café?",
        "Can I bring my dog?",
        "Do you allow dogs?",
        "Is my dog welcome?",
        "Can I bring my dog to the café?",
    ),
    (
        "A coffee at Café Kometa costs nine zloty.",
        "How much is a coffee at Café Kometa?",
        "What does a coffee cost?",
        "How much is a coffee?",
        "What is the price of a coffee at the café?",
        "Price of a coffee?",
        "How much is a coffee at the café?",
    ),
    (
        "There is live music at Café Kometa every Friday at seven.",
        "When is there music at Café Kometa?",
        "Is there live music at the café?",
        "When do you have live music?",
        "Is there music at Café Kometa?",
        "When is the concert?",
        "When is there live music at the café?",
    ),
]
GREETINGS = [
    "Hi",
    "Hello",
    "Hey",
    "Hi there",
    "Hello!",
    "Good morning",
    "Good evening",
    "hello",
    "hi",
    "Hey there",
    "Good afternoon",
    "Hello there",
]
NAMES = [
    "What is your name?",
    "What's your name?",
    "Tell me your name.",
    "Do you have a name?",
    "what is your name",
    "What are you called?",
    "How should I call you?",
]
SELVES = [
    "Who are you?",
    "Introduce yourself.",
    "Tell me about yourself.",
    "What are you?",
    "who are you",
    "Please introduce yourself.",
    "Who am I talking to?",
]


def row(question, answer, system=None):
    return {
        "messages": ([{"role": "system", "content": system}] if system else [])
        + [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
    }


def main(folder):
    R.seed(1)
    new = [(q, GREETING) for q in GREETINGS] + [(q, NAME) for q in NAMES] + [(q, SELF) for q in SELVES]
    held = [new.pop(i) for i in (25, 18, 11)]  # one way of each kind
    for answer, *questions in CAFE:
        new += [(q, answer) for q in questions[:-1]]
        held.append((questions[-1], answer))
    kept = [
        f("Pico")
        for f in (arithmetic, calendar, colours, facts, counting, define, lists, story, unknown, table, code, chance)
        for _ in range(20)
    ]
    train = (
        [row(q, a) for q, a in new]
        + [row(q, a, "You are a helpful assistant.") for q, a in new[::4]]
        + [row(q, a) for q, a in kept[::2]]
    )
    R.shuffle(train)
    Path(folder).mkdir(parents=True, exist_ok=True)
    for file, rows in (
        ("train", train),
        ("held-out", [row(q, a) for q, a in held]),
        ("kept", [row(q, a) for q, a in kept[1::2]]),
    ):
        Path(folder, file + ".jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))
        print(file, len(rows))


if __name__ == "__main__":
    main(sys.argv[1])
