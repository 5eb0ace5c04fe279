"""Learning a mixture as it is done in PyTorch: over all classes, with everything in memory."""

import math
import pathlib

import numpy
import torch
from torch_ranking import BLOCK_BYTES, load, mixtures

__all__ = ["CANDIDATES", "Fit", "Losses", "in_full", "load", "mixtures", "weights"]

CANDIDATES = 128

OWN_SHARE, EVENNESS = 0.25, 0.01


def weights(file: pathlib.Path) -> torch.Tensor:
    return torch.tensor([float(line) for line in file.read_text().split()])


class Losses:
    """Cross entropy of many mixtures at once: weights times a block of examples, cut beforehand so that the result stays in the cache."""

    def __init__(self, logits: torch.Tensor, labels: torch.Tensor):
        models, examples, self.classes = logits.shape
        self.labels = labels
        self.block = max(1, BLOCK_BYTES // (4 * CANDIDATES * self.classes))
        self.pieces = [
            logits[:, first : first + self.block].reshape(models, -1).contiguous()
            for first in range(0, examples, self.block)
        ]

    def of(self, weights: numpy.ndarray) -> torch.Tensor:
        batch = torch.from_numpy(weights)
        sums = torch.zeros(len(batch))
        for number, piece in enumerate(self.pieces):
            mixed = (batch @ piece).view(len(batch), -1, self.classes)
            labels = self.labels[number * self.block :][: mixed.shape[1]]
            labelled = mixed.gather(2, labels.expand(len(batch), -1)[:, :, None])[:, :, 0]
            sums += (mixed.logsumexp(2) - labelled).sum(1)
        return sums / len(self.labels)


def in_full(logits: torch.Tensor, labels: torch.Tensor, weights: numpy.ndarray) -> numpy.ndarray:
    """As `Losses` in float64, a mixture at a time."""
    losses = []
    for w in weights.astype(numpy.float64):
        mixed = sum(share * model.double() for share, model in zip(w / w.sum(), logits, strict=True) if share)
        losses.append(float(torch.nn.functional.cross_entropy(mixed, labels)))
    return numpy.array(losses)


class Fit:
    """What docs/method.md minimises, by PyTorch's L-BFGS and automatic derivatives over all classes."""

    def __init__(self, logits: torch.Tensor, labels: torch.Tensor):
        self.models, self.examples, self.classes = logits.shape
        self.logits = logits.view(self.models, -1)
        self.labels = labels
        self.own = self.calibrated(logits)

    def calibrated(self, logits: torch.Tensor) -> torch.Tensor:
        """The loss of each model at its own best temperature: as none depends on another, all are looked for at once."""
        log_scales = torch.zeros(self.models, requires_grad=True)
        optimiser = torch.optim.LBFGS([log_scales], max_iter=10, line_search_fn="strong_wolfe")

        def closure() -> torch.Tensor:
            optimiser.zero_grad()
            total = torch.zeros(())
            for log_scale, model in zip(log_scales, logits, strict=True):
                loss = torch.nn.functional.cross_entropy(log_scale.exp() * model, self.labels)
                # By itself, so that the memory is that of one model.
                loss.backward()
                total += loss.detach()
            return total

        optimiser.step(closure)
        with torch.no_grad():
            scaled = [scale * model for scale, model in zip(log_scales.exp(), logits, strict=True)]
            return torch.stack([torch.nn.functional.cross_entropy(model, self.labels) for model in scaled])

    def objective(self, p: torch.Tensor, log_scale: torch.Tensor) -> torch.Tensor:
        mixed = (p @ self.logits).view(self.examples, self.classes)
        loss = torch.nn.functional.cross_entropy(log_scale.exp() * mixed, self.labels)
        unevenness = torch.special.xlogy(p, p * self.models).sum()
        return (1 - OWN_SHARE) * loss + OWN_SHARE * (p @ self.own) + EVENNESS * unevenness

    def value(self, p: torch.Tensor) -> float:
        """At the best scale."""
        with torch.no_grad():
            scales = torch.linspace(-1, 1, 41)
            return min(float(self.objective(p, scale)) for scale in scales)

    def run(self, least: float) -> float:
        """From equal weights on, until it is as low as what another fit reached, or as low as it gets."""
        free = torch.zeros(self.models, requires_grad=True)
        log_scale = torch.zeros((), requires_grad=True)
        optimiser = torch.optim.LBFGS([free, log_scale], max_iter=1, history_size=10, line_search_fn="strong_wolfe")

        def closure() -> torch.Tensor:
            optimiser.zero_grad()
            value = self.objective(free.softmax(0), log_scale)
            value.backward()
            return value

        value = math.inf
        for _ in range(60):
            before, value = value, float(optimiser.step(closure))
            if value <= least or before - value < 1e-7:
                break
        return value
