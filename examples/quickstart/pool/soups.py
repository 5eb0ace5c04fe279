"""Averaging, scoring and choosing, written once more in PyTorch: a check on the engine that shares no code with it."""

import itertools
import math
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from pool.letters import Letters
from pool.network import Weights, network_of


def average(pool: list[Weights], shares: list[float] | None = None) -> Weights:
    """Summed in f64 and rounded to f32 once."""
    shares = shares or [1.0] * len(pool)
    return {
        name: (sum(share * w[name].double() for share, w in zip(shares, pool)) / sum(shares)).float()
        for name in pool[0]
    }


def logits(weights: Weights, part: Letters) -> Tensor:
    """f32 [examples, 26]."""
    with torch.inference_mode():
        return network_of(weights)(part.inputs)


def hits(scores: Tensor, part: Letters) -> Tensor:
    """Which examples are classified rightly, bool [examples]."""
    return scores.argmax(1) == part.labels


def nll(scores: Tensor, part: Letters) -> float:
    return cross_entropy(scores.double(), part.labels).item()


def mcnemar(ours: Tensor, theirs: Tensor) -> float:
    """Exact and two-sided, from the hits of two models on the same examples."""
    better, worse = int((ours & ~theirs).sum()), int((theirs & ~ours).sum())
    both = better + worse
    tail = sum(math.comb(both, k) for k in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / 2**both)


@dataclass(frozen=True)
class Pool:
    """Models by name, seen through validation data only."""

    models: dict[str, Weights]
    val: Letters

    def soup(self, names) -> Weights:
        return average([self.models[name] for name in names])

    def correct(self, names) -> int:
        """True score of a soup, in examples."""
        return int(hits(logits(self.soup(names), self.val), self.val).sum())

    def estimate(self, names) -> int:
        """Score of the averaged logits, in examples (RADIN, arXiv 2401.17790)."""
        return int(hits(sum(self.logits[name].double() for name in names), self.val).sum())

    @cached_property
    def logits(self) -> dict[str, Tensor]:
        return {name: logits(weights, self.val) for name, weights in self.models.items()}

    @cached_property
    def singles(self) -> dict[str, int]:
        return {name: int(hits(self.logits[name], self.val).sum()) for name in self.models}

    @cached_property
    def best_single(self) -> str:
        return max(self.singles, key=self.singles.get)

    @cached_property
    def distances(self) -> dict[str, float]:
        """Of each model: the median of its Euclidean distances in weight space to the others."""
        flat = torch.stack([torch.cat([t.double().ravel() for t in w.values()]) for w in self.models.values()])
        apart = torch.cdist(flat, flat, compute_mode="donot_use_mm_for_euclid_dist")
        others = apart[~torch.eye(len(flat), dtype=torch.bool)].view(len(flat), -1)
        return dict(zip(self.models, others.quantile(0.5, dim=1).tolist()))

    @cached_property
    def healthy(self) -> list[str]:
        """Those not suspiciously far out."""
        middle = torch.tensor(list(self.distances.values()), dtype=torch.float64).quantile(0.5).item()
        return [name for name, distance in self.distances.items() if distance <= 1.5 * middle]

    def greedy(self) -> list[str]:
        """Wortsman's recipe: best first, keep what does not lower the true score."""
        order = sorted(self.models, key=lambda name: -self.singles[name])
        kept, score = order[:1], self.singles[order[0]]
        for name in order[1:]:
            tried = self.correct(kept + [name])
            if tried >= score:
                kept, score = kept + [name], tried
        return kept

    def search(self, budget: int) -> list[list[str]]:
        """The subsets of the healthy models with the highest half estimate and half mean single score, best first."""
        names = self.healthy
        subsets = [s for size in range(2, len(names) + 1) for s in itertools.combinations(range(len(names)), size)]
        chosen = torch.zeros(len(subsets), len(names))
        for row, subset in enumerate(subsets):
            chosen[row, list(subset)] = 1 / len(subset)
        stack = torch.stack([self.logits[name] for name in names])  # [models, examples, classes]
        single = chosen.double() @ torch.tensor([self.singles[name] for name in names], dtype=torch.float64)
        value = torch.zeros(len(subsets), dtype=torch.float64)
        for rows in torch.arange(len(subsets)).split(256):
            mixed = torch.tensordot(chosen[rows], stack, dims=1)
            value[rows] = (mixed.argmax(2) == self.val.labels).sum(1) / 2 + single[rows] / 2
        best = value.argsort(descending=True, stable=True)[:budget]
        return [[names[k] for k in subsets[row]] for row in best.tolist()]
