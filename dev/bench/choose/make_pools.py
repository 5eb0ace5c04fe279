"""Makes the pools of dev/bench/choose: models, architecture, validation data in several drawings, and test data.

    python dev/bench/choose/make_pools.py FOLDER [POOL …]

Each pool is `FOLDER/POOL/` with `architecture.pt`, `models/*.safetensors`, `start.safetensors` where all began with one,
`val-0.safetensors` and so on, `test.safetensors`, and `calibration.safetensors` where BatchNorm is to be measured. Beside each
file of data there are the same examples with soft labels (`val-0-soft`), and those of the first and of the second half of the
classes (`val-0-low`, `val-0-high`). Recipes were written down before any test score was seen, and none was changed afterwards.
A pool that is there whole is left as it is.
Needs torch 2.7, numpy, safetensors, pillow and rdata, npm, pip and apt-get; some forty minutes of one processor.
"""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import Tensor, nn

import data
from networks import Clothes, HiddenWord, Other, Pairs, Passages, Pictures, Residual, Sentences, Spelling, Table, Words
from training import SGD, Run, State, adapt, fresh, reset, state, train

DRAWINGS = 4
EXAMPLES = 600


def sweep(count: int, low: float, high: float, seed: int, steps: tuple[int, int] = (250, 500)) -> list[Run]:
    """Rates evenly drawn between two on a logarithmic scale."""
    random = np.random.default_rng(seed)
    return [
        Run(
            name=f"run{i:02d}",
            rate=float(10 ** random.uniform(np.log10(low), np.log10(high))),
            steps=int(random.integers(*steps)),
            seed=1000 * seed + i,
            smoothing=float(random.choice([0.0, 0.1])),
            decay=float(10 ** random.uniform(-3, -1)),
        )
        for i in range(count)
    ]


def write(folder: Path, net: nn.Module, models: dict[str, State], val, test, start: State | None, calibration=None):
    (folder / "models").mkdir(parents=True, exist_ok=True)
    for name, state in models.items():
        save_file(state, folder / "models" / f"{name}.safetensors")
    if start is not None:
        save_file(start, folder / "start.safetensors")
    net.load_state_dict(next(iter(models.values())))
    torch.jit.script(net.eval()).save(folder / "architecture.pt")
    soft = softened(net, torch.cat([val[0], test[0]]), torch.cat([val[1], test[1]]))
    random = torch.Generator().manual_seed(11)
    for k in range(DRAWINGS):
        rows = torch.randperm(len(val[0]), generator=random)[:EXAMPLES]
        write_data(folder, f"val-{k}", val[0][rows], val[1][rows], soft[rows])
    write_data(folder, "test", *test, soft[len(val[0]) :])
    if calibration is not None:
        save_file({"inputs": calibration.contiguous()}, folder / "calibration.safetensors")


def write_data(folder: Path, name: str, x: Tensor, y: Tensor, soft: Tensor) -> None:
    low = y < soft.shape[1] // 2
    for ending, inputs, labels in [("", x, y), ("-soft", x, soft), ("-low", x[low], y[low]), ("-high", x[~low], y[~low])]:
        tensors = {"inputs": inputs.contiguous(), "labels": labels.contiguous()}
        save_file(tensors, folder / f"{name}{ending}.safetensors")


def softened(net: nn.Module, x: Tensor, y: Tensor) -> Tensor:
    """Half of each is the label, and half what a network of this kind says that was trained on half of the others."""
    half = len(x) // 2
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(12))
    soft = F.one_hot(y, net.head.out_features) / 2
    for k, (taught, told) in enumerate([(order[:half], order[half:]), (order[half:], order[:half])]):
        run = Run("teacher", 3e-3, 1200, 13 + k, part=1.0)
        net.load_state_dict(train(net, reset(net, 15 + k), x[taught], y[taught], run))
        with torch.no_grad():
            soft[told] += net(x[told]).softmax(1) / 2
    return soft


def wrong(labels: Tensor, share: float, classes: int, seed: int) -> Tensor:
    random = torch.Generator().manual_seed(seed)
    chosen = torch.rand(len(labels), generator=random) < share
    return torch.where(chosen, torch.randint(classes, labels.shape, generator=random), labels)


def words(folder: Path, source: Path) -> None:
    """A word's language by its last letters, from networks that knew it by the first; 12 good runs, two bad, noisy labels."""
    first, last, labels = data.words(source)
    net = Words(8)
    start = train(net, fresh(lambda: Words(8), 1), first[:12000], labels[:12000], Run("start", 2e-3, 1200, 1))
    x, y = last[12000:14000], wrong(labels[12000:14000], 0.15, 8, 2)
    runs = sweep(12, 1e-3, 5e-3, 21) + [
        Run("rate-too-high", 8e-2, 400, 22),
        Run("wrong-labels", 3e-3, 400, 23, wrong_labels=True),
    ]
    models = {run.name: train(net, start, x, y, run) for run in runs}
    val, test = slice(14000, 18000), slice(18000, 26000)
    write(folder, net, models, (last[val], labels[val]), (last[test], labels[test]), start)


def turned(x: Tensor, noise: float, random: torch.Generator) -> Tensor:
    return x.transpose(2, 3).flip(2) + noise * torch.randn(x.shape, generator=random)


def mirrored(batch: Tensor, generator: torch.Generator) -> Tensor:
    """Half of the pictures."""
    return torch.where(torch.rand(len(batch), 1, 1, 1, generator=generator) < 0.5, batch.flip(3), batch)


def moved(most: int, batch: Tensor, generator: torch.Generator) -> Tensor:
    """All pictures, as far."""
    down, right = torch.randint(-most, most + 1, [2], generator=generator).tolist()
    return batch.roll((down, right), (2, 3))


def digits_start(x: Tensor, y: Tensor, seed: int) -> State:
    return train(Pictures(10), fresh(lambda: Pictures(10), seed), x[:3000], y[:3000], Run("start", 3e-3, 600, seed))


def digits(folder: Path, source: Path) -> None:
    """Turned and noisy digits, a narrow sweep; one of another start and one with wrong labels."""
    x, y = data.digits(source)
    random = torch.Generator().manual_seed(31)
    start, other = digits_start(x, y, 3), digits_start(x, y, 4)
    noisy = turned(x, 0.35, random)
    net = Pictures(10)
    models = {run.name: train(net, start, noisy[3000:4000], y[3000:4000], run) for run in sweep(14, 1.5e-3, 4e-3, 32)}
    models["other-start"] = train(net, other, noisy[3000:4000], y[3000:4000], Run("other-start", 2.5e-3, 400, 33))
    bad = Run("wrong-labels", 2.5e-3, 400, 34, wrong_labels=True)
    models["wrong-labels"] = train(net, start, noisy[3000:4000], y[3000:4000], bad)
    write(folder, net, models, (noisy[4000:6000], y[4000:6000]), (noisy[6000:], y[6000:]), start)


def shift(folder: Path, source: Path) -> None:
    """As digits, but runs differ in how much noise they train with, and test data have more of it than validation data."""
    x, y = data.digits(source)
    random = torch.Generator().manual_seed(41)
    start = digits_start(x, y, 3)
    plain = turned(x, 0, random)
    net = Pictures(10)
    models = {}
    for i, run in enumerate(sweep(12, 1e-3, 6e-3, 42)):
        noise = 0.1 + 0.04 * i

        def augment(batch: Tensor, generator: torch.Generator) -> Tensor:
            return batch + noise * torch.randn(batch.shape, generator=generator)

        models[run.name] = train(net, start, plain[3000:4000], y[3000:4000], run, augment)
    val = plain[4000:6000] + 0.2 * torch.randn(plain[4000:6000].shape, generator=random)
    test = plain[6000:] + 0.5 * torch.randn(plain[6000:].shape, generator=random)
    write(folder, net, models, (val, y[4000:6000]), (test, y[6000:]), start)


def starts(folder: Path, source: Path) -> None:
    """How clear a diamond is, six runs of one start and six of another, which knew small diamonds alone."""
    x, y = data.diamonds(source)
    small = x[:, 0] < 0.0
    before, after = small.nonzero()[:, 0], (~small).nonzero()[:, 0]

    def make() -> nn.Module:
        return Table(9, 8, batch_norm=False)

    net = make()
    models = {}
    for begin in (0, 1):
        run = Run("start", 4e-3, 1200, 51 + begin)
        start = train(net, fresh(make, 53 + begin), x[before[:12000]], y[before[:12000]], run)
        for k, run in enumerate(sweep(6, 1.5e-3, 6e-3, 55 + begin)):
            rows = after[:1500]
            models[f"start{begin}-{k}"] = train(net, start, x[rows], wrong(y[rows], 0.1, 8, 57), run)
    val, test = after[1500:5500], after[5500:13500]
    write(folder, net, models, (x[val], y[val]), (x[test], y[test]), None)


def batchnorm(folder: Path, source: Path) -> None:
    """How clear a diamond is, by networks with BatchNorm, over a hundredfold of rates; written with and without calibration."""
    x, y = data.diamonds(source)
    small = x[:, 0] < 0.0
    before, after = small.nonzero()[:, 0], (~small).nonzero()[:, 0]

    def make() -> nn.Module:
        return Table(9, 8, batch_norm=True)

    net = make()
    start = train(net, fresh(make, 61), x[before[:12000]], y[before[:12000]], Run("start", 4e-3, 1200, 61))
    rows = after[:2000]
    models = {run.name: train(net, start, x[rows], y[rows], run) for run in sweep(16, 3e-4, 3e-2, 62)}
    val, test = after[2000:6000], after[6000:14000]
    for name, calibration in (("batchnorm", None), ("batchnorm-calibrated", x[rows[:800]])):
        write(folder.with_name(name), net, models, (x[val], y[val]), (x[test], y[test]), start, calibration)


def apart(folder: Path, source: Path) -> None:
    """Turned and noisy digits, each of eight networks trained from a beginning of its own: no two can be averaged."""
    x, y = data.digits(source)
    noisy = turned(x, 0.35, torch.Generator().manual_seed(71))
    net = Pictures(10)
    models = {
        run.name: train(net, fresh(lambda: Pictures(10), run.seed), noisy[:3000], y[:3000], run)
        for run in sweep(8, 2e-3, 6e-3, 72, steps=(500, 800))
    }
    write(folder, net, models, (noisy[3000:5000], y[3000:5000]), (noisy[5000:], y[5000:]), None)


def clothes(folder: Path, source: Path) -> None:
    """Kinds of clothes, by networks with BatchNorm that knew which way pictures are up; an ordinary sweep, three augmentations."""
    x, y = data.clothes(source)
    net = Clothes(10)
    random = torch.Generator().manual_seed(81)
    quarters = torch.randint(4, [10000], generator=random)
    rotated = torch.stack([picture.rot90(int(k), (1, 2)) for picture, k in zip(x[:10000], quarters)])
    start = pretrain(Other(net, 24 * 16, 4), net, rotated, quarters, Run("start", 3e-3, 1500, 81))
    rows = slice(10000, 13000)

    def noisy(batch: Tensor, generator: torch.Generator) -> Tensor:
        return batch + 0.1 * torch.randn(batch.shape, generator=generator)

    models = {
        run.name: train(net, start, x[rows], y[rows], run, (None, noisy, mirrored)[i % 3])
        for i, run in enumerate(sweep(16, 6e-4, 6e-3, 82))
    }
    val, test = slice(13000, 17000), slice(17000, 25000)
    write(folder, net, models, (x[val], y[val]), (x[test], y[test]), start, x[rows][:2000])


def stress(folder: Path, source: Path) -> None:
    """How a word is stressed, by its letters: kinds that are rare and common, and every third run with a third wrong labels."""
    x, vowels, y = data.spellings(source)
    net = Spelling(10)
    start = pretrain(Other(net, 48, 15), net, x[:20000], vowels[:20000], Run("start", 4e-3, 3000, 91))
    rows = slice(20000, 24000)
    runs = sweep(18, 2e-3, 2e-2, 92)
    models = {
        run.name: train(net, start, x[rows], wrong(y[rows], 0.3, 10, 93 + i) if i % 3 == 2 else y[rows], run)
        for i, run in enumerate(runs)
    }
    val, test = slice(24000, 28000), slice(28000, 36000)
    write(folder, net, models, (x[val], y[val]), (x[test], y[test]), start)


SUBJECTS = [4, 5, 6, 7, 9, 10, 14, 15, 18, 20, 26, 27]  # act, animal, artifact, …: the twelve largest of nouns
VERBS = 29  # the first number of theirs, of 15


def sentences(x: Tensor, classes: int, seed: int) -> tuple[nn.Module, State]:
    """A transformer that has guessed hidden words of these definitions."""
    net = Sentences(data.VOCABULARY, data.WORDS, classes)
    return net, guesser(net, x, 4000, seed)


def guesser(net: nn.Module, x: Tensor, steps: int, seed: int) -> State:
    """Of a network that has guessed hidden words of these texts."""
    random = torch.Generator().manual_seed(seed)
    x = x[(x > data.HIDDEN_WORD).any(1)]
    place = torch.multinomial((x > data.HIDDEN_WORD).float(), 1, generator=random)
    word = x.gather(1, place)[:, 0]
    hidden = x.scatter(1, place, data.HIDDEN_WORD)
    return pretrain(HiddenWord(net, data.HIDDEN_WORD), net, hidden, word, Run("start", 3e-3, steps, seed))


def gaps(batch: Tensor, generator: torch.Generator) -> Tensor:
    """A seventh of the words left out."""
    left_out = (torch.rand(batch.shape, generator=generator) < 0.15) & (batch > 0)
    return batch.masked_fill(left_out, data.OTHER_WORD)


def glosses(folder: Path, source: Path) -> None:
    """What a noun's definition is about, by a pretrained transformer; an ordinary sweep, some runs with words left out."""
    x, subjects = data.glosses(source)
    chosen = torch.cat([(subjects == subject).nonzero()[:1250, 0] for subject in SUBJECTS])
    chosen = chosen[torch.randperm(len(chosen), generator=torch.Generator().manual_seed(101))]
    rest = torch.ones(len(x), dtype=torch.bool).index_fill(0, chosen, False)
    net, start = sentences(x[rest], len(SUBJECTS), 102)
    x, y = x[chosen], torch.tensor([SUBJECTS.index(int(subject)) for subject in subjects[chosen]])
    models = {
        run.name: train(net, start, x[:3000], y[:3000], run, gaps if i % 2 else None)
        for i, run in enumerate(sweep(16, 1.5e-3, 1.5e-2, 103))
    }
    val, test = slice(3000, 7000), slice(7000, 15000)
    write(folder, net, models, (x[val], y[val]), (x[test], y[test]), start)


def adapters(folder: Path, source: Path) -> None:
    """What a verb's definition is about, by a pretrained transformer: half of the runs trained it whole, half adapters, merged."""
    x, subjects = data.glosses(source)
    verbs = (subjects >= VERBS) & (subjects < VERBS + 15)
    net, start = sentences(x[~verbs], 15, 111)
    x, y = x[verbs], subjects[verbs] - VERBS
    models = {f"whole-{run.name}": train(net, start, x[:3000], y[:3000], run) for run in sweep(8, 1.5e-3, 1.5e-2, 112)}
    models |= {f"adapter-{run.name}": adapt(net, start, x[:3000], y[:3000], run, 4) for run in sweep(8, 3e-3, 3e-2, 113)}
    val, test = slice(3000, 6000), slice(6000, 13500)
    write(folder, net, models, (x[val], y[val]), (x[test], y[test]), start)


def glyphs(folder: Path, source: Path) -> None:
    """Printed characters, small, turned and noisy; other fonts to train with, to validate and to test; two bad runs."""
    random = torch.Generator().manual_seed(121)

    def noisy(role: str, count: int) -> tuple[Tensor, Tensor]:
        x, y = data.glyphs(source, role, count)
        return x + 0.15 * torch.randn(x.shape, generator=random), y

    (before, known), (x, y) = noisy("start", 6000), noisy("train", 3000)
    net = Pictures(len(data.CHARACTERS))
    start, other = (train(net, reset(net, seed), before, known, Run("start", 3e-3, 1000, seed)) for seed in (122, 123))
    models = {run.name: train(net, start, x, y, run) for run in sweep(14, 1e-3, 6e-3, 124)}
    models["rate-too-high"] = train(net, start, x, y, Run("rate-too-high", 1e-1, 400, 125))
    models["other-start"] = train(net, other, x, y, Run("other-start", 2.5e-3, 400, 126))
    write(folder, net, models, noisy("val", 4000), noisy("test", 8000), start)


def land(folder: Path, source: Path) -> None:
    """What a satellite sees, by networks that saw it through noise; rates within sixty of each other and parts of the data."""
    x, y = data.land(source)
    net = Table(36, 6, batch_norm=False)
    noise = torch.randn(1000, 36, generator=torch.Generator().manual_seed(131))
    start = train(net, reset(net, 132), x[:1000] + 0.5 * noise, y[:1000], Run("start", 3e-3, 600, 132))
    parts = np.random.default_rng(133).uniform(0.4, 1.0, 24)
    runs = [replace(run, part=float(part)) for run, part in zip(sweep(24, 5e-4, 3e-2, 134), parts)]
    models = {run.name: train(net, start, x[1000:2100], y[1000:2100], run) for run in runs}
    write(folder, net, models, (x[2100:3600], y[2100:3600]), (x[3600:], y[3600:]), start)


def typos(folder: Path, source: Path) -> None:
    """A word's language, by transformers that knew it by six letters; a tenth of the letters of test words is wrong."""
    x, labels = data.whole_words(source)
    net = Sentences(28, data.SPELLING, len(data.LANGUAGES))
    known = x[:12000].clone()
    known[:, data.LETTERS :] = 0
    start, other = (train(net, reset(net, seed), known, labels[:12000], Run("start", 3e-3, 1500, seed)) for seed in (141, 142))
    rows, val, test = slice(12000, 14000), slice(14000, 18000), slice(18000, 26000)
    models = {run.name: train(net, start, x[rows], labels[rows], run) for run in sweep(12, 1e-3, 8e-3, 143)}
    models["rate-too-high"] = train(net, start, x[rows], labels[rows], Run("rate-too-high", 6e-2, 400, 144))
    models["other-start"] = train(net, other, x[rows], labels[rows], Run("other-start", 3e-3, 400, 145))
    random = torch.Generator().manual_seed(146)
    slips = (torch.rand(x[test].shape, generator=random) < 0.1) & (x[test] > 0)
    typed = torch.where(slips, torch.randint(1, 27, x[test].shape, generator=random), x[test])
    write(folder, net, models, (x[val], labels[val]), (typed, labels[test]), start)


def radicals(folder: Path, source: Path) -> None:
    """A Chinese character's radical, one of 24, by networks with BatchNorm that counted strokes of other characters; four ways."""
    x, radical, strokes = data.chinese(source)
    x = x + 0.1 * torch.randn(x.shape, generator=torch.Generator().manual_seed(151))
    common = torch.bincount(radical).argsort(descending=True, stable=True)[:24]
    is_common = torch.isin(radical, common)
    net = Residual(len(common))
    task = Other(net, 32 * 25, 20)
    start = pretrain(task, net, x[~is_common], strokes[~is_common].clamp(max=19), Run("start", 3e-3, 1500, 152))
    x, y = x[is_common], (radical[is_common][:, None] == common).nonzero()[:, 1]

    models = {}
    for i, run in enumerate(sweep(16, 1e-3, 1e-2, 153)):
        run = replace(run, mixup=i % 4 == 2, frozen=("first", "second") if i % 4 == 3 else ())
        models[run.name] = train(net, start, x[:2500], y[:2500], run, partial(moved, 2) if i % 4 == 1 else None)
    val, test = slice(2500, 6000), slice(6000, None)
    write(folder, net, models, (x[val], y[val]), (x[test], y[test]), start, x[:2000])


def novels(folder: Path, source: Path) -> None:
    """Which novel words are from, by networks that guessed hidden words; parts of the data, words left out, words kept as known."""
    x, y = data.novels(source)
    net = Passages(data.VOCABULARY, 6)
    start = guesser(net, x[:24000], 2500, 161)
    parts = np.random.default_rng(162).uniform(0.5, 1.0, 18)
    models = {}
    for i, (run, part) in enumerate(zip(sweep(18, 4e-3, 4e-2, 163, steps=(400, 700)), parts)):
        run = replace(run, part=float(part), frozen=("words",) if i % 3 == 2 else ())
        models[run.name] = train(net, start, x[18000:28000], y[18000:28000], run, gaps if i % 2 else None)
    val, test = slice(28000, 32000), slice(32000, 40000)
    write(folder, net, models, (x[val], y[val]), (x[test], y[test]), start)


def capitals(folder: Path, source: Path) -> None:
    """Which capital was measured, by networks that knew it by half of the measures; AdamW, SGD, and AdamW with a layer frozen."""
    x, y = data.capitals(source)
    net = Table(16, 26, batch_norm=False, width=96)
    known = x[:6000].clone()
    known[:, 8:] = 0
    start = train(net, reset(net, 171), known, y[:6000], Run("start", 3e-3, 1500, 171))
    runs = sweep(8, 1e-3, 1e-2, 172)
    runs += [replace(run, name=f"sgd-{run.name}", optimiser=SGD, decay=5e-4) for run in sweep(6, 2e-2, 2e-1, 173)]
    runs += [replace(run, name=f"frozen-{run.name}", frozen=("second",)) for run in sweep(4, 1e-3, 1e-2, 174)]
    models = {run.name: train(net, start, x[6000:8000], y[6000:8000], run) for run in runs}
    val, test = slice(8000, 12000), slice(12000, 20000)
    write(folder, net, models, (x[val], y[val]), (x[test], y[test]), start)


def sums(folder: Path, source: Path) -> None:
    """The sum of two digits side by side, by networks that added clear ones; rates within a hundred of each other."""
    digit, labels = data.digits(source)
    random = torch.Generator().manual_seed(181)

    def pairs(first: int, last: int, count: int, noise: float) -> tuple[Tensor, Tensor, Tensor]:
        left, right = torch.randint(first, last, [2, count], generator=random)
        x = torch.cat([digit[left], digit[right]], 3)
        return x + noise * torch.randn(x.shape, generator=random), labels[left], labels[right]

    net = Pairs(19)
    x, left, right = pairs(0, 3000, 12000, 0)
    start = train(net, reset(net, 182), x, left + right, Run("start", 3e-3, 2000, 182))
    x, left, right = pairs(3000, 4500, 3000, 0.35)
    models = {run.name: train(net, start, x, left + right, run) for run in sweep(18, 2e-4, 2e-2, 183)}
    (val, *shown), (test, *hidden) = pairs(4500, 6500, 4000, 0.35), pairs(6500, 10000, 8000, 0.35)
    write(folder, net, models, (val, sum(shown)), (test, sum(hidden)), start)


def cuts(folder: Path, source: Path) -> None:
    """How a diamond is cut, by networks that knew large ones; parts of the data, and every third run mixes examples."""
    x, _ = data.diamonds(source)
    y = x[:, 6].unique(return_inverse=True)[1]
    large, x = x[:, 0] > 0.0, torch.cat([x[:, :6], x[:, 7:]], 1)
    before, after = large.nonzero()[:, 0], (~large).nonzero()[:, 0]
    net = Table(8, 5, batch_norm=False)
    start = train(net, reset(net, 191), x[before[:12000]], y[before[:12000]], Run("start", 4e-3, 1200, 191))
    parts = np.random.default_rng(192).uniform(0.5, 1.0, 16)
    models = {}
    for i, (run, part) in enumerate(zip(sweep(16, 1e-3, 1e-2, 193), parts)):
        run = replace(run, part=float(part), mixup=i % 3 == 2)
        models[run.name] = train(net, start, x[after[:1500]], wrong(y[after[:1500]], 0.1, 5, 194), run)
    val, test = after[1500:5500], after[5500:13500]
    write(folder, net, models, (x[val], y[val]), (x[test], y[test]), start)


def vowels(folder: Path, source: Path) -> None:
    """The first vowel that is spoken, by a recurrent network that knew how words are stressed; AdamW and SGD."""
    x, y, stresses = data.spellings(source)
    net = Spelling(len(data.VOWELS))
    start = pretrain(Other(net, 48, len(data.STRESSES)), net, x[:20000], stresses[:20000], Run("start", 4e-3, 2500, 201))
    runs = sweep(10, 2e-3, 2e-2, 202)
    runs += [replace(run, name=f"sgd-{run.name}", optimiser=SGD, decay=5e-4) for run in sweep(6, 5e-2, 5e-1, 203)]
    models = {run.name: train(net, start, x[20000:23000], y[20000:23000], run) for run in runs}
    val, test = slice(24000, 28000), slice(28000, 36000)
    write(folder, net, models, (x[val], y[val]), (x[test], y[test]), start)


def garments(folder: Path, source: Path) -> None:
    """Kinds of clothes, by networks that knew digits; half of the runs see mirrored ones, one wrong labels; noisy test data."""
    x, y = data.clothes(source)
    start = digits_start(*data.digits(source), 211)

    net = Pictures(10)
    runs = sweep(15, 1e-3, 1e-2, 212) + [Run("wrong-labels", 3e-3, 400, 213, wrong_labels=True)]
    models = {run.name: train(net, start, x[:2500], y[:2500], run, mirrored if i % 2 else None) for i, run in enumerate(runs)}
    val, test = slice(2500, 6500), slice(6500, 14500)
    noisy = x[test] + 0.1 * torch.randn(x[test].shape, generator=torch.Generator().manual_seed(214))
    write(folder, net, models, (x[val], y[val]), (noisy, y[test]), start)


def fonts(folder: Path, source: Path) -> None:
    """Which of 14 families of fonts a character is printed in, by networks that saw clear ones; fortyfold rates, half moved."""
    x, y = data.fonts(source, 22000)
    random = torch.Generator().manual_seed(221)
    net = Pictures(14)
    start = train(net, reset(net, 222), x[:6000], y[:6000], Run("start", 3e-3, 1500, 222))
    x = x[6000:] + 0.15 * torch.randn(x[6000:].shape, generator=random)
    y = y[6000:]

    models = {
        run.name: train(net, start, x[:4000], y[:4000], run, partial(moved, 1) if i % 2 else None)
        for i, run in enumerate(sweep(18, 5e-4, 2e-2, 223))
    }
    val, test = slice(4000, 8000), slice(8000, 16000)
    write(folder, net, models, (x[val], y[val]), (x[test], y[test]), start)


def pretrain(task: nn.Module, net: nn.Module, x: Tensor, y: Tensor, run: Run) -> State:
    """Of the network in it, after it was trained from the beginning."""
    train(task, reset(task, run.seed), x, y, run)
    return state(net)


POOLS = {
    pool.__name__: pool
    for pool in (
        *(words, digits, shift, starts, batchnorm, apart, clothes),
        *(stress, glosses, adapters, glyphs, land, typos),
        *(radicals, novels, capitals, sums),
        *(cuts, vowels, garments, fonts),
    )
}


def main(folder: Path, names: list[str]) -> None:
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    source = folder / "data"
    data.fetch(source)
    for name in names or list(POOLS):
        made = folder / name / "made"
        if not made.exists():
            print(name, flush=True)
            POOLS[name](folder / name, source)
            made.touch()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
