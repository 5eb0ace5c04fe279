"""How the members of a pool differ: every recipe that was tried, and the one that was taken."""

import math
from dataclasses import dataclass

import torch

from pool.seeds import generator
from pool.training import Run


@dataclass(frozen=True)
class Recipe:
    """What the healthy members' settings are drawn from."""

    share: float  # of the fine-tuning data that one member sees
    wrong: float  # share of wrong labels in the fine-tuning data
    lr: tuple[float, float]  # drawn log-uniformly
    epochs: tuple[int, int]
    noise: tuple[float, ...] = (0.3, 0.4, 0.5, 0.6, 0.7)
    smoothing: tuple[float, ...] = (0.0,)
    schedule: str = "cosine"


SOME = (0.0, 0.1)
RECIPES = {
    "A": Recipe(0.6, 0.15, lr=(1e-3, 3e-3), epochs=(15, 25), noise=(0.0, 0.5), smoothing=SOME),
    "B": Recipe(0.6, 0.15, lr=(1e-3, 3e-3), epochs=(15, 25), noise=(0.5, 1.0), smoothing=SOME),
    "C": Recipe(0.8, 0.15, lr=(5e-4, 3e-3), epochs=(15, 25), noise=(0.5, 1.0), smoothing=SOME),
    "D": Recipe(1.0, 0.15, lr=(5e-4, 3e-3), epochs=(15, 25), noise=(0.5, 1.0), smoothing=SOME),
    "E": Recipe(0.8, 0.15, lr=(5e-4, 2e-3), epochs=(15, 25), noise=(1.0, 1.5), smoothing=SOME),
    "F": Recipe(0.8, 0.15, lr=(5e-4, 3e-3), epochs=(30, 50), noise=(1.0, 1.5), smoothing=SOME),
    "G": Recipe(0.8, 0.25, lr=(5e-4, 3e-3), epochs=(15, 25), noise=(0.5, 1.0), smoothing=SOME),
    "H": Recipe(0.6, 0.15, lr=(1e-3, 3e-3), epochs=(15, 25)),
    "I": Recipe(0.8, 0.15, lr=(1e-3, 3e-3), epochs=(15, 25)),
    "J": Recipe(0.8, 0.15, lr=(5e-4, 2e-3), epochs=(15, 25)),
    "K": Recipe(0.8, 0.15, lr=(4e-4, 1.5e-3), epochs=(8, 20)),
    "L": Recipe(0.8, 0.15, lr=(1e-3, 3e-3), epochs=(15, 25), schedule="constant"),
    "M": Recipe(0.8, 0.15, lr=(2e-3, 4e-3), epochs=(15, 25)),
    "N": Recipe(0.8, 0.25, lr=(1e-3, 3e-3), epochs=(15, 25)),
    "O": Recipe(0.6, 0.15, lr=(4e-4, 1.5e-3), epochs=(8, 20)),
    "P": Recipe(0.6, 0.15, lr=(6e-4, 2e-3), epochs=(10, 20)),
    "Q": Recipe(0.7, 0.15, lr=(6e-4, 2e-3), epochs=(10, 20)),
    "R": Recipe(0.7, 0.15, lr=(1e-3, 3e-3), epochs=(8, 15)),
}
TAKEN = "R"


def named(lr: float, epochs: int, smoothing: float, noise: float, **rest) -> Run:
    digits, exponent = f"{lr:.1e}".split("e")
    name = f"lr{digits}e{int(exponent)}-{epochs}ep"
    name += "-ls" if smoothing else ""
    name += f"-noise{noise}" if noise else ""
    return Run(name, float(f"{lr:.1e}"), epochs, smoothing=smoothing, noise=noise, **rest)


def healthy_runs(recipe: Recipe, seed: int, count: int = 13) -> list[Run]:
    random = generator(seed, "members")

    def uniform(low: float, high: float) -> float:
        return low + (high - low) * torch.rand((), generator=random, dtype=torch.float64).item()

    def one_of(options: tuple[float, ...]) -> float:
        return options[int(uniform(0, len(options)))]

    runs = [
        named(
            lr=math.exp(uniform(*map(math.log, recipe.lr))),
            epochs=round(uniform(*recipe.epochs)),
            smoothing=one_of(recipe.smoothing),
            noise=one_of(recipe.noise),
            share=recipe.share,
            schedule=recipe.schedule,
            seed=seed,
        )
        for _ in range(count)
    ]
    if len({run.name for run in runs}) < count:
        raise SystemExit(f"seed {seed} draws the same settings twice, take another")
    return runs


def bad_runs(recipe: Recipe, seed: int) -> list[Run]:
    """Three that go wrong: `other-start` is a healthy run, but from a start of its own."""
    return [
        Run("diverged", 1.0, 2, seed, share=recipe.share, optimizer="SGD", schedule="constant"),
        Run("lr-too-high", 0.1, 20, seed, share=recipe.share, schedule="constant"),
        Run("other-start", 2e-3, 12, seed, share=recipe.share, noise=0.5),
    ]


def control_runs(seed: int) -> list[Run]:
    """What a careful person would try instead of a soup: a grid of single runs on all the fine-tuning data."""
    return [
        named(lr, epochs, smoothing=0.0, noise=noise, seed=seed)
        for lr in (3e-4, 1e-3, 2e-3, 4e-3)
        for epochs in (8, 15, 30)
        for noise in (0.0, 0.3, 0.5, 0.7)
    ]
