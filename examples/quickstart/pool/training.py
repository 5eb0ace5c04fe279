"""Pretraining and fine-tuning."""

import math
from dataclasses import dataclass

import torch
from torch.nn.functional import cross_entropy

from pool.letters import Letters, random_view
from pool.network import LetterNet, Weights, network_of, weights_of
from pool.seeds import generator, number


@dataclass(frozen=True)
class Run:
    """One training run. Its name and seed together seed all that is random in it."""

    name: str
    lr: float
    epochs: int
    seed: int
    batch: int = 32
    share: float = 1.0  # of the training data, drawn at random
    noise: float = 0.0  # standard deviation of what is added to each input
    smoothing: float = 0.0  # of the labels
    optimizer: str = "AdamW"
    schedule: str = "cosine"


def pretrain(part: Letters, seed: int, start: str) -> Weights:
    torch.manual_seed(number(seed, start))
    run = Run(start, 3e-3, 60, seed, batch=64)
    return train(LetterNet(), part, run, random_view)


def fine_tune(start: Weights, part: Letters, run: Run) -> Weights:
    def view(inputs, random):
        return inputs + run.noise * torch.randn(inputs.shape, generator=random)

    return train(network_of(start).train(), part, run, view)


def train(network: LetterNet, part: Letters, run: Run, view) -> Weights:
    random = generator(run.seed, run.name)
    rows = torch.randperm(len(part.labels), generator=random)[: round(run.share * len(part.labels))]
    inputs, labels = part.inputs[rows], part.labels[rows]
    steps = run.epochs * math.ceil(len(rows) / run.batch)
    if run.optimizer == "AdamW":
        optimizer = torch.optim.AdamW(network.parameters(), lr=run.lr, weight_decay=1e-2)
    else:
        optimizer = torch.optim.SGD(network.parameters(), lr=run.lr)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(run.schedule, step, steps))
    for _ in range(run.epochs):
        seen = view(inputs, random)
        for batch in torch.randperm(len(rows), generator=random).split(run.batch):
            optimizer.zero_grad()
            cross_entropy(network(seen[batch]), labels[batch], label_smoothing=run.smoothing).backward()
            optimizer.step()
            schedule.step()
    return weights_of(network)


def rate(schedule: str, step: int, steps: int, warm_up: int = 10) -> float:
    if schedule == "constant":
        return 1.0
    return min(1.0, (step + 1) / warm_up) * 0.5 * (1 + math.cos(math.pi * step / steps))
