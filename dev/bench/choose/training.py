"""How networks are trained."""

import copy
import math
from dataclasses import dataclass
from functools import partial
from typing import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrize import register_parametrization, remove_parametrizations

from networks import LowRank

State = dict[str, Tensor]
SGD = partial(torch.optim.SGD, momentum=0.9)


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
    mixup: bool = False
    frozen: tuple[str, ...] = ()
    optimiser: Callable = torch.optim.AdamW


def train(net: nn.Module, start: State, x: Tensor, y: Tensor, run: Run, augment: Callable | None = None) -> State:
    net.load_state_dict(start)
    fit(net, x, y, run, augment)
    return state(net)


def adapt(net: nn.Module, start: State, x: Tensor, y: Tensor, run: Run, rank: int) -> State:
    """The head as a whole, and a low-rank change of the matrices of blocks, which is merged into them."""
    net = copy.deepcopy(net)
    net.load_state_dict(start)
    net.requires_grad_(False)
    net.head.requires_grad_(True)
    random = torch.Generator().manual_seed(run.seed)
    linear = [module for module in net.blocks.modules() if isinstance(module, nn.Linear)]
    for module in linear:
        register_parametrization(module, "weight", LowRank(module.weight, rank, random))
    fit(net, x, y, run)
    for module in linear:
        remove_parametrizations(module, "weight", leave_parametrized=True)
    return state(net)


def fit(net: nn.Module, x: Tensor, y: Tensor, run: Run, augment: Callable | None = None) -> None:
    """With a cosine from 20 steps on, on a part of the examples that depends on the seed."""
    random = torch.Generator().manual_seed(run.seed)
    net.train()
    rows = torch.randperm(len(x), generator=random)[: int(run.part * len(x))]
    x, y = x[rows], y[rows]
    if run.wrong_labels:
        y = y[torch.randperm(len(y), generator=random)]
    weights = [p for name, p in net.named_parameters() if p.requires_grad and not name.startswith(run.frozen)]
    optimiser = run.optimiser(weights, lr=run.rate, weight_decay=run.decay)
    for step in range(run.steps):
        for group in optimiser.param_groups:
            group["lr"] = run.rate * min(1, (step + 1) / 20) * 0.5 * (1 + math.cos(math.pi * step / run.steps))
        batch = torch.randint(len(x), [64], generator=random)
        inputs = x[batch] if augment is None else augment(x[batch], random)
        if run.mixup:
            share, other = torch.rand(1, generator=random), torch.randperm(len(batch), generator=random)
            logits = net(share * inputs + (1 - share) * inputs[other])
            loss = sum(
                part * F.cross_entropy(logits, y[rows], label_smoothing=run.smoothing)
                for part, rows in [(share[0], batch), (1 - share[0], batch[other])]
            )
        else:
            loss = F.cross_entropy(net(inputs), y[batch], label_smoothing=run.smoothing)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    net.eval()


def state(net: nn.Module) -> State:
    return {name: tensor.clone() for name, tensor in net.state_dict().items()}


def fresh(make: Callable[[], nn.Module], seed: int) -> State:
    torch.manual_seed(seed)
    return state(make())


def reset(net: nn.Module, seed: int) -> State:
    """As fresh, of a network that is there."""
    torch.manual_seed(seed)
    for module in net.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return state(net)
