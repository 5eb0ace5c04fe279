"""Makes the passes of pools as scores, one an example, by the networks of networks.py in NumPy.

What follows its name says how an example is scored: `Right` gives 1 to those that are right, `ReciprocalRank` one over the rank of
the right class. PyTorch would take longer to start than all passes of a round take.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[3] / "examples/evaluators"))
from radin_evaluator import read, serve

EPSILON = 1e-5
HEADS = 4


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
    out = standardised(x, -1) if mean is None else (x - mean) / np.sqrt(weights[f"{layer}.running_var"] + EPSILON)
    return out * weights[f"{layer}.weight"] + weights[f"{layer}.bias"]


def relu(x):
    return np.maximum(x, 0)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def gelu(x):
    """By Abramowitz and Stegun 7.1.26, within 2e-7 of the error function."""
    z = np.abs(x) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    rest = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * np.exp(-z * z)
    return x * np.where(x > 0, 2 - rest, rest) / 2


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


def clothes(w, x):
    for layer in ("first", "second"):
        x = np.moveaxis(convolution(w, layer, x, 2), 1, -1)
        x = np.moveaxis(relu(norm(w, f"{layer}_norm", x)), -1, 1)
    return linear(w, "head", x.reshape(len(x), -1))


def residual(w, x):
    for layer, stride in (("first", 2), ("second", 1), ("third", 2)):
        y = np.moveaxis(convolution(w, layer, x, stride), 1, -1)
        y = np.moveaxis(relu(norm(w, f"{layer}_norm", y)), -1, 1)
        x = x + y if stride == 1 else y
    return linear(w, "head", x.reshape(len(x), -1))


def pairs(w, x):
    x = relu(group_norm(w, "norm", convolution(w, "first", x, 2), 4))
    x = relu(convolution(w, "second", x, 2)).reshape(len(x), -1)
    return linear(w, "head", relu(linear(w, "hidden", x)))


def passages(w, x):
    x = w["words.weight"][x].swapaxes(1, 2)
    for layer in ("first", "second"):
        x = x + relu(convolution(w, layer, x, 1))
    return linear(w, "head", x.mean(axis=2))


def spelling(w, x):
    inputs = w["letters.weight"][x] @ w["gates.weight_ih_l0"].T + w["gates.bias_ih_l0"]
    state = np.zeros((len(x), inputs.shape[2] // 3), np.float32)
    for each in inputs.swapaxes(0, 1):
        reset, keep, new = np.split(each, 3, axis=1)
        again_reset, again_keep, again = np.split(state @ w["gates.weight_hh_l0"].T + w["gates.bias_hh_l0"], 3, axis=1)
        kept = sigmoid(keep + again_keep)
        state = (1 - kept) * np.tanh(new + sigmoid(reset + again_reset) * again) + kept * state
    return linear(w, "head", state)


def sentences(w, x):
    there = x > 0
    y = w["words.weight"][x] + w["places.weight"]
    for block in ("blocks.0", "blocks.1"):
        inner = linear(w, f"{block}.attention", norm(w, f"{block}.attention_norm", y))
        q, k, v = inner.reshape(*x.shape, 3, HEADS, -1).transpose(2, 0, 3, 1, 4)
        scores = np.where(there[:, None, None, :], q @ k.swapaxes(2, 3) / np.sqrt(q.shape[3]), -np.inf)
        shares = np.exp(scores - scores.max(axis=3, keepdims=True))
        seen = shares / shares.sum(axis=3, keepdims=True) @ v
        y = y + linear(w, f"{block}.merge", seen.swapaxes(1, 2).reshape(y.shape))
        y = y + linear(w, f"{block}.out", gelu(linear(w, f"{block}.hidden", norm(w, f"{block}.hidden_norm", y))))
    y = norm(w, "norm", y) * there[:, :, None]
    return linear(w, "head", y.sum(axis=1) / there.sum(axis=1, keepdims=True))


# By a tensor that no network above it has.
NETWORKS = {
    "places.weight": sentences,
    "words.weight": passages,
    "gates.weight_hh_l0": spelling,
    "letters.weight": words,
    "third_norm.weight": residual,
    "first_norm.weight": clothes,
    "first.1.weight": table,
    "hidden.weight": pairs,
    "head.weight": pictures,
}


def logits(weights, inputs):
    return next(network for tensor, network in NETWORKS.items() if tensor in weights)(weights, inputs)


def evaluate(task):
    dataset = read(task.dataset)
    out = logits(task.load_weights(), dataset["inputs"])
    if sys.argv[1] == "Right":
        return out.argmax(axis=1) == dataset["labels"]
    right = np.take_along_axis(out, dataset["labels"][:, None], axis=1)
    return 1 / (1 + (out > right).sum(axis=1))


if __name__ == "__main__":
    serve(evaluate)
