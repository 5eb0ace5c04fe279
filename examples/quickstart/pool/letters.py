"""Letter Recognition (Frey and Slate, 1991) from a Debian package, split and moved to a target domain."""

import hashlib
import subprocess
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from pool.seeds import generator

PACKAGE = "r-cran-mlbench"
FILE_IN_PACKAGE = "usr/lib/R/site-library/mlbench/data/LetterRecognition.rda"
SHA256 = "967a1a3e10b548d7269cbe50182bcecd6365cc58ea07638bbc34c51f17f34f1d"
SIZES = {"pretrain": 5400, "finetune": 1200, "val": 4000, "test": 8000}
CLASSES = 26


@dataclass(frozen=True)
class Letters:
    inputs: Tensor  # f32 [examples, 16], whole numbers from 0 to 15
    labels: Tensor  # i64 [examples], 0 = A


def download(folder: Path) -> Path:
    """Needs Debian or a relative of it, and no root rights."""
    subprocess.run(["apt-get", "download", PACKAGE], cwd=folder, check=True)
    (package,) = folder.glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", package, folder / "unpacked"], check=True)
    return folder / "unpacked" / FILE_IN_PACKAGE


def read(rda: Path | None) -> Letters:
    """The 18,668 distinct rows of the 20,000: a copied letter must not be in both training and test data."""
    import rdata

    with tempfile.TemporaryDirectory() as folder:
        content = (rda or download(Path(folder))).read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SystemExit(f"this LetterRecognition.rda is not the one the pool was made from (sha256 {SHA256})")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the file does not name its text encoding; it is all ASCII
        table = rdata.conversion.convert(rdata.parser.parse_data(content))["LetterRecognition"]
    table = table.drop_duplicates()
    letters = torch.tensor([ord(letter) - ord("A") for letter in table["lettr"]])
    return Letters(torch.tensor(table.iloc[:, 1:].to_numpy(), dtype=torch.float32), letters)


def split(letters: Letters, seed: int) -> dict[str, Letters]:
    order = torch.randperm(len(letters.labels), generator=generator(seed, "split"))
    parts = order[: sum(SIZES.values())].split(list(SIZES.values()))
    return {name: Letters(letters.inputs[rows], letters.labels[rows]) for name, rows in zip(SIZES, parts)}


def random_view(inputs: Tensor, random: torch.Generator) -> Tensor:
    """What pretraining sees, new each epoch: every feature of every example scaled, shifted and blurred a little."""
    scale = torch.empty_like(inputs).uniform_(0.9, 1.1, generator=random)
    shift = torch.empty_like(inputs).uniform_(-1.2, 1.2, generator=random)
    noise = 0.4 * torch.randn(inputs.shape, generator=random)
    return ((inputs - 7.5) * scale + 7.5 + shift + noise).clamp(0, 15)


def to_target(parts: dict[str, Letters], seed: int) -> dict[str, Letters]:
    """The domain to fine-tune for: one fixed scale and offset a feature, as if measured by another instrument."""
    random = generator(seed, "target")
    scale = torch.empty(16).uniform_(0.8, 1.2, generator=random)
    offset = torch.empty(16).uniform_(-2.5, 2.5, generator=random)

    def measured(inputs: Tensor) -> Tensor:
        noise = 0.5 * torch.randn(inputs.shape, generator=random)
        return ((inputs - 7.5) * scale + 7.5 + offset + noise).clamp(0, 15).round()

    return {name: Letters(measured(part.inputs), part.labels) for name, part in parts.items()}


def with_wrong_labels(part: Letters, share: float, seed: int) -> Letters:
    """A share of the labels replaced by another class. For training data only."""
    random = generator(seed, "wrong labels")
    wrong = torch.randperm(len(part.labels), generator=random)[: round(share * len(part.labels))]
    labels = part.labels.clone()
    labels[wrong] = (labels[wrong] + torch.randint(1, CLASSES, wrong.shape, generator=random)) % CLASSES
    return Letters(part.inputs, labels)
