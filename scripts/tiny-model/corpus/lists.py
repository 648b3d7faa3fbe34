"""The family of lists. Returns (question, answer)."""

from .choice import R, ask, cap, listing, some
from .words import (
    ANIMALS,
    CITIES,
    COLOURS,
    FRUITS,
    INSTRUMENTS,
    JOBS,
    NAMES,
    NUMBERS,
    PLANETS,
    SPORTS,
    TOOLS,
    TREES,
    VEGETABLES,
)

KINDS = {
    "animals": ANIMALS,
    "fruits": FRUITS,
    "vegetables": VEGETABLES,
    "colours": COLOURS,
    "cities": CITIES,
    "jobs": JOBS,
    "sports": SPORTS,
    "instruments": INSTRUMENTS,
    "tools": TOOLS,
    "trees": TREES,
    "planets": PLANETS,
    "names": NAMES[:14],
}


def lists(me):
    kind = R.choice(list(KINDS))
    n = R.randint(2, min(6, len(KINDS[kind])))
    items = some(KINDS[kind], n, n)
    style = R.random()
    shown = "colors" if kind == "colours" and R.random() < 0.3 else kind
    n_word = ask(NUMBERS[n], str(n))
    if style < 0.4:
        return ask(
            f"Name {n_word} {shown}.",
            f"Tell me {n_word} {shown}.",
            f"Give me {n_word} {shown}.",
            f"{n_word} {shown}, please",
        ), cap(listing(items)) + "."
    if style < 0.7:
        return ask(
            f"List {n_word} {shown}.",
            f"Make a list of {n_word} {shown}.",
            f"Write a numbered list of {n_word} {shown}.",
        ), "\n".join(f"{i + 1}. {cap(x)}" for i, x in enumerate(items))
    if style < 0.85:
        return ask(
            f"Make a bullet list of {n_word} {shown}.", f"Give me {n_word} {shown} as bullet points."
        ), "\n".join(f"- {cap(x)}" for x in items)
    return ask(
        f"Name some {shown}.", f"Give me a list of {shown}.", f"Which {shown} do you know?", f"Tell me some {shown}."
    ), "I know " + listing(some(KINDS[kind], 3, 6)) + "."
