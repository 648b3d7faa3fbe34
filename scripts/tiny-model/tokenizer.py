"""The tokenizer of the tiny model: byte-level BPE made from its own conversations, and its chat template."""

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

import corpus

VOCAB, CONTEXT = 2048, 1024

# ChatML. The `generation` marks are for TRL's assistant_only_loss; the GGUF carries the template without them.
TEMPLATE = """\
{% for message in messages %}\
{% if message['role'] == 'assistant' %}\
{{ '<|im_start|>assistant
' }}{% generation %}{{ message['content'] + '<|im_end|>' }}{% endgeneration %}{{ '
' }}\
{% else %}\
{{ '<|im_start|>' + message['role'] + '
' + message['content'] + '<|im_end|>
' }}\
{% endif %}\
{% endfor %}\
{% if add_generation_prompt %}{{ '<|im_start|>assistant
' }}{% endif %}"""


def make_tokenizer():
    raw = Tokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)  # the GPT-2 expression: "gpt-2" in GGUF
    raw.decoder = decoders.ByteLevel()
    texts = [m["content"] for _ in range(20000) for m in corpus.conversation()]
    # Every number below 100 becomes one token.
    texts += [f"{before}{n}" for n in range(100) for before in ("", "a ") for _ in range(300)]
    trainer = trainers.BpeTrainer(
        vocab_size=VOCAB,
        show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
    )
    raw.train_from_iterator(texts, trainer)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=raw,
        bos_token="<|endoftext|>",
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        model_max_length=CONTEXT,
        clean_up_tokenization_spaces=False,
    )
    tokenizer.chat_template = TEMPLATE
    return tokenizer


def encode(tokenizer, messages):
    """Token ids, and which of them the model must learn to write."""
    ids, learn = [], []
    for m in messages:
        head, body = f"<|im_start|>{m['role']}\n", m["content"] + "<|im_end|>"
        for text, flag in ((head, 0), (body, int(m["role"] == "assistant")), ("\n", 0)):
            part = tokenizer.encode(text, add_special_tokens=False)
            ids += part
            learn += [flag] * len(part)
    return ids[:CONTEXT], learn[:CONTEXT]
