"""Makes the passes of pools as scores, one an example, by the networks of training.py in NumPy.

What follows its name says how an example is scored: `Right` gives 1 to those that are right, `ReciprocalRank` one over the rank of
the right class. PyTorch would take longer to start than all passes of a round take.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[3] / "examples/evaluators"))
from radin_evaluator import read, serve

EPSILON = 1e-5


def linear(weights, layer, x):
    return x @ weights[f"{layer}.weight"].T + weights[f"{layer}.bias"]


def convolution(weights, layer, x, stride):
    """x [examples, channels, …], padded by one."""
    kernel = weights[f"{layer}.weight"]
    axes = tuple(range(2, x.ndim))
    padded = np.pad(x, [(0, 0), (0, 0)] + [(1, 1)] * len(axes))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape[2:], axes)
    windows = windows[(slice(None), slice(None)) + (slice(None, None, stride),) * len(axes)]
    inner = (1,) + tuple(range(x.ndim, windows.ndim))
    out = np.tensordot(windows, kernel, (inner, tuple(range(1, kernel.ndim))))
    return np.moveaxis(out, -1, 1) + weights[f"{layer}.bias"].reshape(-1, *[1] * len(axes))


def standardised(x, axis):
    return (x - x.mean(axis, keepdims=True)) / np.sqrt(x.var(axis, keepdims=True) + EPSILON)


def group_norm(weights, layer, x, groups):
    shape = (-1, *[1] * (x.ndim - 2))
    grouped = standardised(x.reshape(len(x), groups, -1), 2).reshape(x.shape)
    return grouped * weights[f"{layer}.weight"].reshape(shape) + weights[f"{layer}.bias"].reshape(shape)


def norm(weights, layer, x):
    """LayerNorm, or BatchNorm where there are running statistics."""
    mean = weights.get(f"{layer}.running_mean")
    out = standardised(x, 1) if mean is None else (x - mean) / np.sqrt(weights[f"{layer}.running_var"] + EPSILON)
    return out * weights[f"{layer}.weight"] + weights[f"{layer}.bias"]


def relu(x):
    return np.maximum(x, 0)


def words(w, x):
    x = w["letters.weight"][x].swapaxes(1, 2)
    x = relu(group_norm(w, "norm", convolution(w, "first", x, 1), 8))
    return linear(w, "head", relu(linear(w, "hidden", x.reshape(len(x), -1))))


def pictures(w, x):
    x = relu(group_norm(w, "norm", convolution(w, "first", x, 2), 4))
    return linear(w, "head", relu(convolution(w, "second", x, 2)).reshape(len(x), -1))


def table(w, x):
    for block in ("first", "second"):
        x = relu(norm(w, f"{block}.1", linear(w, f"{block}.0", x)))
    return linear(w, "head", x)


def logits(weights, inputs):
    if "letters.weight" in weights:
        return words(weights, inputs)
    return table(weights, inputs) if inputs.ndim == 2 else pictures(weights, inputs)


def evaluate(task):
    dataset = read(task.dataset)
    out = logits(task.load_weights(), dataset["inputs"])
    if sys.argv[1] == "Right":
        return out.argmax(axis=1) == dataset["labels"]
    right = np.take_along_axis(out, dataset["labels"][:, None], axis=1)
    return 1 / (1 + (out > right).sum(axis=1))


if __name__ == "__main__":
    serve(evaluate)
