"""LoRA with TRL on a processor: python train_lora.py <base folder> <train.jsonl> <adapter folder>"""

import json
import os
import sys
import time

os.environ |= {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "TOKENIZERS_PARALLELISM": "false"}
from datasets import Dataset
from peft import LoraConfig
from trl import SFTConfig, SFTTrainer


def main(base, rows, out):
    started = time.time()
    with open(rows, encoding="utf-8") as file:
        dataset = Dataset.from_list([json.loads(line) for line in file])
    trainer = SFTTrainer(
        model=base,
        train_dataset=dataset,
        peft_config=LoraConfig(r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM"),
        args=SFTConfig(
            output_dir=out,
            use_cpu=True,
            bf16=False,
            gradient_checkpointing=False,
            model_init_kwargs={"dtype": "float32"},
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
    print(f"{len(dataset)} rows in {time.time() - started:.0f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
