"""Averages checkpoints in PyTorch: as users write it, or as well as we could. Run as a process of its own.

    python soups_in_torch.py user|tuned OUT MODELS SOUPS    # comma-separated files, then soups as 0+3+5 between commas
"""

import pathlib
import sys

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file


def user(models: list[str], soups: list[list[int]], out: pathlib.Path) -> None:
    """A state-dict loop, soup by soup."""
    for number, soup in enumerate(soups):
        average = {}
        for member in soup:
            for name, tensor in load_file(models[member]).items():
                part = tensor.float() / len(soup)
                average[name] = average[name] + part if name in average else part
        dtypes = {name: tensor.dtype for name, tensor in load_file(models[soup[0]]).items()}
        save_file({name: average[name].to(dtypes[name]) for name in average}, out / f"soup{number}.safetensors")


def tuned(models: list[str], soups: list[list[int]], out: pathlib.Path) -> None:
    """Every tensor is read once for all soups, mapped and not copied, and summed in place. All soups are held."""
    files = [safe_open(model, framework="pt") for model in models]
    averages = [{} for _ in soups]
    for name in files[0].keys():
        tensors = [file.get_tensor(name) for file in files]
        wide = [tensor.float() for tensor in tensors]
        for average, soup in zip(averages, soups):
            total = wide[soup[0]].clone()
            for member in soup[1:]:
                total.add_(wide[member])
            average[name] = total.div_(len(soup)).to(tensors[0].dtype)
    for number, average in enumerate(averages):
        save_file(average, out / f"soup{number}.safetensors")


if __name__ == "__main__":
    way, folder, models, soups = sys.argv[1:]
    members = [[int(member) for member in soup.split("+")] for soup in soups.split(",")]
    with torch.inference_mode():
        {"user": user, "tuned": tuned}[way](models.split(","), members, pathlib.Path(folder))
