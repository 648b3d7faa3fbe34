"""What one training step sees: conversations, or random tokens to say again."""

import torch
from torch.nn.functional import pad

import corpus
from tokenizer import VOCAB, encode

BATCH_TOKENS = 2048
WIDTHS = [*range(32, 257, 32), 320, 384, 512, 768, 1024]  # few shapes: oneDNN compiles a kernel for each new one


def parrot(tokenizer):
    """Random tokens to say again: teaches copying in a few hundred steps, and every token gets used."""
    rows, n = BATCH_TOKENS // 64, corpus.R.randint(4, 26)
    words = torch.randint(3, VOCAB, (rows, n))

    def tokens(text):
        return torch.tensor(tokenizer.encode(text, add_special_tokens=False)).repeat(rows, 1)

    head, middle, end = (
        tokens("<|im_start|>user\n"),
        tokens("<|im_end|>\n<|im_start|>assistant\n"),
        tokens("<|im_end|>"),
    )
    ids = torch.cat([head, words, middle, words, end], 1)
    labels = ids.clone()
    labels[:, : -n - 1] = -100
    rest = 64 - ids.shape[1]
    return torch.stack([pad(ids, (0, rest)), pad(labels, (0, rest), value=-100)], 1)


def batches(tokenizer):
    """Endless batches of conversations of about the same length, with labels."""
    buckets = {width: [] for width in WIDTHS}
    while True:
        ids, learn = encode(tokenizer, corpus.conversation())
        width = next(w for w in WIDTHS if w >= len(ids))
        rest = width - len(ids)
        labels = [token if learned else -100 for token, learned in zip(ids, learn)]
        buckets[width].append((ids + [0] * rest, labels + [-100] * rest))
        if len(buckets[width]) == max(1, BATCH_TOKENS // width):
            yield torch.tensor(buckets[width])
            buckets[width] = []
