"""Ranking as it is done in PyTorch. Run as a program it does so from files, start to end:

    torch_ranking.py mean|matmul LOGITS_FOLDER LABELS_FILE MIXTURES_FILE COUNT
"""

import pathlib
import sys

import numpy
import torch
from safetensors.torch import load_file

BLOCK_BYTES = 32 << 20


def load(logits: pathlib.Path, labels: pathlib.Path) -> tuple[torch.Tensor, torch.Tensor]:
    """[models, examples, classes] and [examples]"""
    models = [load_file(file)["logits"] for file in sorted(logits.iterdir())]
    return torch.stack(models), load_file(labels)["labels"]


def mixtures(file: pathlib.Path, count: int, models: int) -> numpy.ndarray:
    """Weights [count, models]."""
    weights = numpy.zeros((count, models), numpy.float32)
    with file.open() as lines:
        for row, line in zip(weights, lines):
            for member in line.split(","):
                model, weight = member.split("=")
                row[int(model)] = float(weight)
    return weights / weights.sum(1, keepdims=True)


def by_mean(logits: torch.Tensor, labels: torch.Tensor, weights: numpy.ndarray) -> list[int]:
    """What users write: for each subset the mean of the cached tensors."""
    correct = []
    for row in weights:
        members = [logits[model] for model in row.nonzero()[0]]
        correct.append(int((torch.stack(members).mean(0).argmax(1) == labels).sum()))
    return correct


def other_metric(logits: torch.Tensor, labels: torch.Tensor, weights: numpy.ndarray, metric: str) -> list[float]:
    values = []
    for row in weights:
        members = [logits[model] for model in row.nonzero()[0]]
        mean = torch.stack(members).mean(0)
        if metric == "NegativeLogLikelihood":
            values.append(float(torch.nn.functional.cross_entropy(mean, labels)))
        elif metric == "Top5Accuracy":
            values.append(float((mean.topk(5, 1).indices == labels[:, None]).any(1).double().mean()))
        else:
            values.append(macro_f1(mean.argmax(1), labels, mean.shape[1]))
    return values


def macro_f1(predictions: torch.Tensor, labels: torch.Tensor, classes: int) -> float:
    predicted, labelled = (torch.bincount(x, minlength=classes) for x in (predictions, labels))
    correct = torch.bincount(labels[predictions == labels], minlength=classes)
    occurring = predicted + labelled > 0
    return float((2 * correct / (predicted + labelled))[occurring].mean())


class ByMatmul:
    """Many candidates at once: weights times a block of examples, cut beforehand so that the result stays in the cache."""

    CANDIDATES = 128

    def __init__(self, logits: torch.Tensor, labels: torch.Tensor):
        models, examples, self.classes = logits.shape
        self.labels = labels
        self.block = max(1, BLOCK_BYTES // (4 * self.CANDIDATES * self.classes))
        self.pieces = [
            logits[:, first : first + self.block].reshape(models, -1).contiguous()
            for first in range(0, examples, self.block)
        ]

    def correct(self, weights: numpy.ndarray) -> list[int]:
        counts = []
        for first in range(0, len(weights), self.CANDIDATES):
            batch = torch.from_numpy(weights[first : first + self.CANDIDATES])
            count = torch.zeros(len(batch), dtype=torch.int64)
            for number, piece in enumerate(self.pieces):
                predictions = (batch @ piece).view(len(batch), -1, self.classes).argmax(2)
                count += (predictions == self.labels[number * self.block :][: predictions.shape[1]]).sum(1)
            counts += count.tolist()
        return counts


def main() -> None:
    how, logits_folder, labels_file, mixtures_file, count = sys.argv[1:]
    logits, labels = load(pathlib.Path(logits_folder), pathlib.Path(labels_file))
    weights = mixtures(pathlib.Path(mixtures_file), int(count), len(logits))
    print(by_mean(logits, labels, weights) if how == "mean" else ByMatmul(logits, labels).correct(weights))


if __name__ == "__main__":
    main()
