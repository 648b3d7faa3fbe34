"""The training loop that `train_base.py` and `train_more.py` share."""

import time

import torch

LR_HIDDEN, LR_OTHER = 3e-3, 1e-2  # Muon for the matrices, AdamW for embeddings and norms


def train(model, token_count, next_batch, scale):
    """Takes steps until `token_count` tokens were seen. `next_batch(step)` gives ids and labels; `scale(step, done)`,
    with `done` from 0 to 1, multiplies both learning rates."""
    optimizers = make_optimizers(model)
    start, step, seen, losses = time.time(), 0, 0, []
    while seen < token_count:
        batch = next_batch(step)
        ids, labels = batch[:, 0], batch[:, 1]
        factor = scale(step, seen / token_count)
        for optimizer, rate in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate * factor
        with torch.autocast("cpu", torch.bfloat16):
            loss = model(input_ids=ids, labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer, _ in optimizers:
            optimizer.step()
            optimizer.zero_grad()
        step, seen = step + 1, seen + ids.numel()
        losses.append(loss.item())
        if step % 50 == 0:
            speed = seen / (time.time() - start)
            print(
                f"step {step} loss {mean(losses[-50:]):.3f} tokens {seen / 1e6:.2f} M, {speed:.0f} a second", flush=True
            )
    seconds = time.time() - start
    print(f"{step} steps, {seen / 1e6:.2f} M tokens, {seconds:.0f} s, last loss {mean(losses[-100:]):.3f}")


def make_optimizers(model):
    matrices = [p for n, p in model.named_parameters() if p.ndim == 2 and "embed" not in n]
    others = [p for n, p in model.named_parameters() if p.ndim != 2 or "embed" in n]
    muon = torch.optim.Muon(matrices, lr=LR_HIDDEN, weight_decay=0.05, adjust_lr_fn="match_rms_adamw")
    adam = torch.optim.AdamW(others, lr=LR_OTHER, betas=(0.9, 0.95), weight_decay=0.0)
    return [(muon, LR_HIDDEN), (adam, LR_OTHER)]


def mean(values):
    return sum(values) / len(values)
