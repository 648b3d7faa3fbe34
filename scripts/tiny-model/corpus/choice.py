"""Seeded choice, and the little grammar that the families share."""

import random

R = random.Random(0)


def pick(options):
    return R.choices(options, [1 / (i + 1) for i in range(len(options))])[0]


def ask(*options):
    return R.choice(options)


def some(options, low, high):
    """A few different options, earlier ones likelier, in their order: then a list never says one thing twice."""
    rest, out = list(options), []
    for _ in range(R.randint(low, high)):
        out.append(pick(rest))
        rest.remove(out[-1])
    return sorted(out, key=options.index)


def cap(text):
    return text[:1].upper() + text[1:]


def a(noun):
    return ("an " if noun[0] in "aeio" else "a ") + noun


def listing(items):
    return ", ".join(items[:-1]) + " and " + items[-1]
