"""Greedy answers of transformers to every prompt of the files:
python answers.py <base folder> <adapter folder or -> <out.json> <rows.jsonl>..."""

import json
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


def load(base, adapter=None):
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32).eval()
    if adapter:
        from peft import PeftModel

        model = PeftModel.from_pretrained(model, adapter).eval()
    return model, AutoTokenizer.from_pretrained(base)


def answer(model, tokenizer, messages, limit=300):
    inputs = tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_tensors="pt", return_dict=True)
    with torch.no_grad():
        ids = model.generate(**inputs, max_new_tokens=limit, do_sample=False)[0]
    return tokenizer.decode(ids[inputs["input_ids"].shape[1] :], skip_special_tokens=True)


def main(base, adapter, out, *files):
    model, tokenizer = load(base, None if adapter == "-" else adapter)
    results = []
    for path in files:
        with open(path, encoding="utf-8") as file:
            rows = [json.loads(line)["messages"] for line in file]
        got = [answer(model, tokenizer, messages[:-1]) for messages in rows]
        right = sum(text == messages[-1]["content"] for text, messages in zip(got, rows))
        print(f"{path}: {right} of {len(rows)} as written")
        for text, messages in zip(got, rows):
            results.append({"messages": messages[:-1], "wanted": messages[-1]["content"], "answer": text})
    with open(out, "w", encoding="utf-8") as file:
        json.dump(results, file, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
