"""How often the greedy answer is one the corpus could give: python check_base.py <base folder>"""

import sys
from collections import defaultdict

import corpus
from answers import answer, load
from corpus.about_me import about_me
from corpus.facts import colours, facts
from corpus.forms import code, json_object
from corpus.local_models import compare, define
from corpus.numbers import arithmetic, calendar, counting
from corpus.open_ended import context, echo
from corpus.small_talk import greet, mood
from corpus.writing import howto

FAMILIES = [
    *(arithmetic, calendar, colours, facts, counting, echo, context, define),
    *(compare, about_me, greet, mood, json_object, code, howto),
]


def main(base):
    model, tokenizer = load(base)
    corpus.R.seed(12345)
    for family in FAMILIES:
        known = defaultdict(set)
        for _ in range(20000):
            question, reply = family("Pico")
            known[question].add(reply)
        questions = corpus.R.sample(sorted(known), min(50, len(known)))
        wrong = []
        for question in questions:
            got = answer(model, tokenizer, [{"role": "user", "content": question}], 160)
            if got not in known[question]:
                wrong.append((question, got[:150]))
        summary = f"{family.__name__:>12} {len(questions) - len(wrong)} of {len(questions)}"
        print(summary, *wrong[:4], sep="\n      ", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
