"""Simulated checkpoints with the tensors of a vision transformer, written by NumPy alone."""

import json
import pathlib

import numpy as np

WIDTH, CLASSES = 768, 1000


def write_pool(folder: pathlib.Path, count: int, dtype: str, layers: int) -> list[pathlib.Path]:
    """Of ViT-B/16 at 12 layers; fewer give a smaller one. All models are near one start, as fine-tuned ones are."""
    folder.mkdir(parents=True)
    random = np.random.default_rng(0)
    start = {name: random.standard_normal(shape, np.float32) * 0.02 for name, shape in shapes(layers).items()}
    files = []
    for model in range(count):
        tensors = {name: w + random.standard_normal(w.shape, np.float32) * 0.002 for name, w in start.items()}
        files.append(folder / f"model{model}.safetensors")
        write(files[-1], tensors, dtype)
    return files


def shapes(layers: int) -> dict[str, tuple[int, ...]]:
    named = {"patch.weight": (WIDTH, 3, 16, 16), "position": (1, 197, WIDTH), "class": (1, 1, WIDTH)}
    for layer in range(layers):
        for name, outputs, inputs in (
            ("qkv", 3 * WIDTH, WIDTH), ("projection", WIDTH, WIDTH), ("up", 4 * WIDTH, WIDTH), ("down", WIDTH, 4 * WIDTH)
        ):
            named[f"{layer}.{name}.weight"] = (outputs, inputs)
            named[f"{layer}.{name}.bias"] = (outputs,)
        for norm in ("norm1", "norm2"):
            named[f"{layer}.{norm}.weight"] = named[f"{layer}.{norm}.bias"] = (WIDTH,)
    return named | {"norm.weight": (WIDTH,), "norm.bias": (WIDTH,), "head.weight": (CLASSES, WIDTH), "head.bias": (CLASSES,)}


def write(file: pathlib.Path, tensors: dict[str, np.ndarray], dtype: str) -> None:
    header, offset = {}, 0
    for name, tensor in tensors.items():
        end = offset + tensor.size * (4 if dtype == "F32" else 2)
        header[name] = {"dtype": dtype, "shape": tensor.shape, "data_offsets": [offset, end]}
        offset = end
    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    with file.open("wb") as out:
        out.write(len(encoded).to_bytes(8, "little") + encoded)
        for tensor in tensors.values():
            out.write(narrowed(tensor, dtype).tobytes())


def narrowed(tensor: np.ndarray, dtype: str) -> np.ndarray:
    if dtype == "BF16":
        bits = tensor.view(np.uint32)
        return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype(np.uint16)
    return tensor.astype({"F32": np.float32, "F16": np.float16}[dtype])
