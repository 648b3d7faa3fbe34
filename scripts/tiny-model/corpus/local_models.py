"""Families about the words of local models."""

from .advice import ADVICE, VERSUS
from .choice import R, ask, pick
from .model_terms import MODEL_TERMS
from .sampling_terms import SAMPLING_TERMS


def define(me):
    names, starts, details, tips = R.choice([*SAMPLING_TERMS, *MODEL_TERMS])
    t = ask(*names)
    s, d, tip = pick(starts), " ".join(x for x in details if R.random() < 0.75), pick(tips)
    style = R.random()
    if style < 0.12:
        return ask(
            f"What is {t} in one sentence?",
            f"Explain {t} in one sentence.",
            f"{t}, briefly?",
            f"Shortly: what is {t}?",
            f"Define {t} in one sentence.",
        ), s
    if style < 0.2:
        return ask(
            f"When should I change {t}?",
            f"Any advice about {t}?",
            f"Give me a tip about {t}.",
            f"How should I use {t}?",
            f"Tip for {t}?",
        ), tip
    q = ask(
        f"What is {t}?",
        f"What is {t}?",
        f"What's {t}?",
        f"Explain {t}.",
        f"Can you explain {t}?",
        f"What does {t} do?",
        f"What does {t} mean?",
        f"Tell me about {t}.",
        f"How does {t} work?",
        f"Define {t}.",
        f"Describe {t} in simple words.",
        f"{t}?",
        f"I do not understand {t}.",
        f"What is {t} for?",
    )
    return q, " ".join(x for x in (s, d, tip) if x)


def compare(me):
    if R.random() < 0.5:
        x, y, answer = R.choice(VERSUS)
        x, y = R.sample([x, y], 2)
        return ask(
            f"What is the difference between {x} and {y}?",
            f"{x} or {y}?",
            f"Compare {x} and {y}.",
            f"How does {x} differ from {y}?",
            f"{x} vs {y}",
        ), answer
    p, uses = R.choice(ADVICE)
    use, value = R.choice(uses)
    return ask(
        f"What {p} should I use for {use}?",
        f"Which {p} is good for {use}?",
        f"Recommend a {p} for {use}.",
        f"Best {p} for {use}?",
    ), pick([f"For {use} I would use a {p} of {value}.", f"A {p} of {value} is a good start for {use}."])
