"""Goes on from a base with more weight on what it is weak at: python train_more.py <base> <out> [million tokens]"""

import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

import corpus
from batches import batches
from corpus.facts import facts
from corpus.local_models import define
from corpus.numbers import arithmetic, counting
from corpus.open_ended import echo
from training import train

MORE = {arithmetic: 70, counting: 34, echo: 26, facts: 20, define: 36}


def main(base, out, million_tokens="2.6"):
    corpus.FAMILIES[:] = [(family, MORE.get(family, weight)) for family, weight in corpus.FAMILIES]
    corpus.R.seed(7)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    source = batches(tokenizer)

    def scale(step, done):
        """Half of the base's rates: a short warm-up, then falling to zero."""
        return min(1.0, (step + 1) / 40) * 0.5 * (1 - done)

    train(model, float(million_tokens) * 1e6, lambda step: next(source), scale)
    model.to(torch.float16).save_pretrained(out)
    tokenizer.save_pretrained(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
