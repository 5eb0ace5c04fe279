"""Networks of a few thousand weights, and how they are trained."""

import math
from dataclasses import dataclass
from typing import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

State = dict[str, Tensor]


class Words(nn.Module):
    def __init__(self, classes: int):
        super().__init__()
        self.letters = nn.Embedding(28, 16)
        self.first = nn.Conv1d(16, 48, 3, padding=1)
        self.norm = nn.GroupNorm(8, 48)
        self.hidden = nn.Linear(48 * 6, 48)
        self.head = nn.Linear(48, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.norm(self.first(self.letters(x.long()).transpose(1, 2))).relu()
        return self.head(self.hidden(x.flatten(1)).relu())


class Pictures(nn.Module):
    def __init__(self, classes: int):
        super().__init__()
        self.first = nn.Conv2d(1, 12, 3, stride=2, padding=1)
        self.norm = nn.GroupNorm(4, 12)
        self.second = nn.Conv2d(12, 24, 3, stride=2, padding=1)
        self.head = nn.Linear(24 * 16, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.norm(self.first(x)).relu()
        return self.head(self.second(x).relu().flatten(1))


class Table(nn.Module):
    def __init__(self, inputs: int, classes: int, batch_norm: bool):
        super().__init__()
        norm = nn.BatchNorm1d if batch_norm else nn.LayerNorm
        self.first = nn.Sequential(nn.Linear(inputs, 48), norm(48), nn.ReLU())
        self.second = nn.Sequential(nn.Linear(48, 48), norm(48), nn.ReLU())
        self.head = nn.Linear(48, classes)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.second(self.first(x)))


@dataclass(frozen=True)
class Run:
    name: str
    rate: float
    steps: int
    seed: int
    smoothing: float = 0.0
    decay: float = 0.01
    part: float = 0.8
    wrong_labels: bool = False


def train(net: nn.Module, start: State, x: Tensor, y: Tensor, run: Run, augment: Callable | None = None) -> State:
    """AdamW with a cosine from 20 steps on, on a part of the examples that depends on the seed."""
    random = torch.Generator().manual_seed(run.seed)
    net.load_state_dict(start)
    net.train()
    rows = torch.randperm(len(x), generator=random)[: int(run.part * len(x))]
    x, y = x[rows], y[rows]
    if run.wrong_labels:
        y = y[torch.randperm(len(y), generator=random)]
    optimiser = torch.optim.AdamW(net.parameters(), lr=run.rate, weight_decay=run.decay)
    for step in range(run.steps):
        for group in optimiser.param_groups:
            group["lr"] = run.rate * min(1, (step + 1) / 20) * 0.5 * (1 + math.cos(math.pi * step / run.steps))
        batch = torch.randint(len(x), [64], generator=random)
        inputs = x[batch] if augment is None else augment(x[batch], random)
        loss = F.cross_entropy(net(inputs), y[batch], label_smoothing=run.smoothing)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    net.eval()
    return {name: tensor.clone() for name, tensor in net.state_dict().items()}


def fresh(make: Callable[[], nn.Module], seed: int) -> State:
    torch.manual_seed(seed)
    return {name: tensor.clone() for name, tensor in make().state_dict().items()}


def reset(net: nn.Module, seed: int) -> State:
    """As fresh, of a network that is there."""
    torch.manual_seed(seed)
    for module in net.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return {name: tensor.clone() for name, tensor in net.state_dict().items()}
