"""LoRA on a base in four bits (NF4, double quantisation), on a processor too:
python train_qlora.py <base folder> <train.jsonl> <adapter folder>"""

import json
import os
import sys
import time

os.environ |= {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "TOKENIZERS_PARALLELISM": "false"}
import torch
from datasets import Dataset
from peft import LoraConfig, prepare_model_for_kbit_training
from transformers import AutoModelForCausalLM, BitsAndBytesConfig
from trl import SFTConfig, SFTTrainer


def main(base, rows, out):
    started = time.time()
    quantization = BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=torch.float32,
    )
    model = AutoModelForCausalLM.from_pretrained(
        base, dtype=torch.float32, device_map={"": "cpu"}, quantization_config=quantization
    )
    with open(rows, encoding="utf-8") as file:
        dataset = Dataset.from_list([json.loads(line) for line in file])
    trainer = SFTTrainer(
        model=prepare_model_for_kbit_training(model, use_gradient_checkpointing=False),
        train_dataset=dataset,
        peft_config=LoraConfig(r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM"),
        args=SFTConfig(
            output_dir=out,
            use_cpu=True,
            bf16=False,
            activation_checkpointing=False,
            assistant_only_loss=True,
            max_length=512,
            pad_to_multiple_of=32,
            num_train_epochs=8,
            per_device_train_batch_size=8,
            learning_rate=3e-3,
            lr_scheduler_type="cosine",
            warmup_steps=5,
            logging_steps=10,
            save_strategy="no",
            report_to=[],
            disable_tqdm=True,
            seed=1,
        ),
    )
    trainer.train()
    trainer.save_model(out)
    print(
        f"{len(dataset)} rows in {time.time() - started:.0f} s, base in memory {model.get_memory_footprint() / 1e6:.2f} MB"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
