"""Trains the tiny base model from scratch on a processor: python train_base.py <out> [million tokens]"""

import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
import torch
from transformers import LlamaConfig, LlamaForCausalLM

import corpus
from batches import batches, parrot
from tokenizer import CONTEXT, VOCAB, make_tokenizer
from training import train

PARROT_STEPS = 350

# All widths are multiples of 256, so that K-quants work; head size 64, so that attention is fast everywhere.
CONFIG = LlamaConfig(
    vocab_size=VOCAB,
    max_position_embeddings=CONTEXT,
    hidden_size=256,
    intermediate_size=768,
    num_hidden_layers=4,
    num_attention_heads=4,
    num_key_value_heads=2,
    tie_word_embeddings=True,
    rms_norm_eps=1e-5,
    bos_token_id=0,
    eos_token_id=2,
    pad_token_id=0,
)


def main(out, million_tokens="6"):
    torch.manual_seed(0)
    tokenizer = make_tokenizer()
    model = LlamaForCausalLM(CONFIG)
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.2f} M weights")
    source = batches(tokenizer)

    def next_batch(step):
        return parrot(tokenizer) if step < PARROT_STEPS or corpus.R.random() < 0.04 else next(source)

    def scale(step, done):
        """Warm up, hold, then fall to zero over the second half."""
        return min(1.0, (step + 1) / 50) * min(1.0, (1 - done) / 0.5)

    train(model, float(million_tokens) * 1e6, next_batch, scale)
    model.to(torch.float16).save_pretrained(out)
    tokenizer.save_pretrained(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
