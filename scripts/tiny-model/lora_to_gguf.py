"""PEFT adapter -> GGUF adapter: python lora_to_gguf.py <adapter folder> <base.gguf> <adapter.gguf> [f32|f16]

Everything about the base (architecture, heads, tensor shapes) is read from the base GGUF itself,
so an adapter for another model is refused instead of quietly making nonsense."""

import json
import sys
from pathlib import Path

import gguf
import numpy as np
from safetensors.torch import load_file  # torch, as numpy has no bfloat16 and a QLoRA adapter is saved in it

PAIRED_ROPE = {
    "llama",
    "llama4",
    "deci",
    "minicpm",
    "granite",
    "granitemoe",
    "baichuan",
    "internlm2",
    "xverse",
    "orion",
    "arctic",
}  # their q and k rows are reordered in GGUF; qwen2, qwen3, gemma and phi3 are not
UNSUPPORTED = ["use_dora", "fan_in_fan_out", "modules_to_save", "trainable_token_indices", "lora_bias"]


def interleave(weight, heads):
    return weight.reshape(heads, 2, -1, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)


def main(folder, base, path, kind="f32"):
    folder = Path(folder)
    config = json.loads((folder / "adapter_config.json").read_text())
    bad = [key for key in UNSUPPORTED if config.get(key)] + ([] if config.get("bias", "none") == "none" else ["bias"])
    if bad:
        sys.exit(f"cannot be written as a GGUF adapter: {', '.join(bad)}")
    reader = gguf.GGUFReader(base)
    field = lambda key: reader.fields[key].contents()
    arch = field("general.architecture")
    heads, kv_heads = field(f"{arch}.attention.head_count"), field(f"{arch}.attention.head_count_kv")
    shapes = {t.name: tuple(int(n) for n in reversed(t.shape)) for t in reader.tensors}
    names = gguf.get_tensor_name_map(
        next(a for a, n in gguf.MODEL_ARCH_NAMES.items() if n == arch), field(f"{arch}.block_count")
    )
    alpha, rank, root = float(config["lora_alpha"]), int(config["r"]), bool(config.get("use_rslora"))

    pairs = {}
    for key, weight in load_file(folder / "adapter_model.safetensors").items():
        module, part = key.removeprefix("base_model.model.").split(".lora_")
        pairs.setdefault(module, {})[part[0]] = weight.float().numpy()

    out = gguf.GGUFWriter(path, arch)
    out.add_type(gguf.GGUFType.ADAPTER)
    out.add_string("adapter.type", "lora")
    out.add_float32("adapter.lora.alpha", alpha)
    dtype = np.float16 if kind == "f16" else np.float32
    for module, pair in sorted(pairs.items()):
        name = names.get_name(module + ".weight", try_suffixes=(".weight",))
        a, b = pair["A"], pair["B"]
        if name is None or shapes.get(name) != (b.shape[0], a.shape[1]):
            sys.exit(f"{module}: {b.shape[0]} x {a.shape[1]} does not fit the base ({name}: {shapes.get(name)})")
        # llama.cpp scales by adapter.lora.alpha / rank; what PEFT does beyond that (rsLoRA, patterns) goes into B
        r = a.shape[0]
        wanted = pattern(config.get("alpha_pattern"), module, alpha) / (r**0.5 if root else r)
        b = b * (wanted * r / alpha)
        if arch in PAIRED_ROPE and module.endswith(("q_proj", "k_proj")):
            b = interleave(
                b, heads if module.endswith("q_proj") else kv_heads
            )  # W' = PW, so (BA)' = (PB)A: only B changes
        out.add_tensor(name + ".lora_a", a.astype(dtype))
        out.add_tensor(name + ".lora_b", np.ascontiguousarray(b).astype(dtype))
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()
    print(
        f"{len(pairs)} modules, rank {rank}, alpha {alpha:g}{', rsLoRA' if root else ''}: {Path(path).stat().st_size / 1e6:.2f} MB"
    )


def pattern(patterns, module, default):
    return next(
        (value for key, value in (patterns or {}).items() if module == key or module.endswith("." + key)), default
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
