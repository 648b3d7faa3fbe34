"""Llama folder -> GGUF with numpy, safetensors and gguf alone: python export_gguf.py <folder> <file.gguf> [f32|f16|q8_0]"""

import json
import re
import sys
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Q
from safetensors.numpy import load_file


def interleave(weight, heads):
    """HF keeps the two halves of each head apart, llama.cpp pairs neighbours: reorder the rows of q and k."""
    return weight.reshape(heads, 2, -1, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)


def main(folder, path, kind="f16"):
    folder = Path(folder)
    config = json.loads((folder / "config.json").read_text())
    tokenizer = json.loads((folder / "tokenizer.json").read_text())
    special = json.loads((folder / "tokenizer_config.json").read_text())
    template = (folder / "chat_template.jinja").read_text()
    heads, kv_heads = config["num_attention_heads"], config["num_key_value_heads"]
    kind = {"f32": Q.F32, "f16": Q.F16, "q8_0": Q.Q8_0}[kind]

    out = gguf.GGUFWriter(path, "llama")
    out.add_type(gguf.GGUFType.MODEL)
    out.add_name("Pico")
    out.add_license("MIT")
    out.add_file_type(
        {
            Q.F32: gguf.LlamaFileType.ALL_F32,
            Q.F16: gguf.LlamaFileType.MOSTLY_F16,
            Q.Q8_0: gguf.LlamaFileType.MOSTLY_Q8_0,
        }[kind]
    )
    out.add_quantization_version(gguf.GGML_QUANT_VERSION)
    out.add_vocab_size(config["vocab_size"])
    out.add_context_length(config["max_position_embeddings"])
    out.add_embedding_length(config["hidden_size"])
    out.add_block_count(config["num_hidden_layers"])
    out.add_feed_forward_length(config["intermediate_size"])
    out.add_head_count(heads)
    out.add_head_count_kv(kv_heads)
    out.add_layer_norm_rms_eps(config["rms_norm_eps"])
    out.add_rope_freq_base(config["rope_parameters"]["rope_theta"])
    out.add_rope_dimension_count(config["head_dim"])

    ids = tokenizer["model"]["vocab"]
    added = {t["content"]: t["id"] for t in tokenizer["added_tokens"]}
    tokens = sorted({**ids, **added}, key={**ids, **added}.get)
    out.add_tokenizer_model("gpt2")
    out.add_tokenizer_pre("gpt-2")  # ByteLevel with its own expression, and nothing else
    out.add_token_list(tokens)
    out.add_token_types([gguf.TokenType.CONTROL if t in added else gguf.TokenType.NORMAL for t in tokens])
    out.add_token_merges([" ".join(m) if isinstance(m, list) else m for m in tokenizer["model"]["merges"]])
    out.add_bos_token_id(added[special["bos_token"]])
    out.add_eos_token_id(added[special["eos_token"]])
    out.add_pad_token_id(added[special["pad_token"]])
    out.add_add_bos_token(False)
    out.add_chat_template(re.sub(r"{%-?\s*(end)?generation\s*-?%}", "", template))

    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, config["num_hidden_layers"])
    for name, weight in load_file(folder / "model.safetensors").items():
        if name.endswith("q_proj.weight"):
            weight = interleave(weight, heads)
        elif name.endswith("k_proj.weight"):
            weight = interleave(weight, kv_heads)
        to = Q.F32 if weight.ndim == 1 else kind
        out.add_tensor(
            names.get_name(name, try_suffixes=(".weight",)),
            gguf.quants.quantize(weight.astype(np.float32), to),
            raw_dtype=to,
        )
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
