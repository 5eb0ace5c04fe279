"""Ranking mixtures by the metric of their averaged logits."""

import os
import pathlib
import sys
from collections.abc import Iterator

import numpy
from safetensors.numpy import load_file

import measure
import radin
import real
from measure import torch
from simulated import Workload
from table import Cost, Goal, Row

if torch:
    import torch_ranking

EVALUATED = 10_000


class Input:
    """Logits, labels and mixtures on disk."""

    def __init__(self, name: str, work: str, data: str = "simulated"):
        self.folder = radin.DATA / name
        self.work = work
        self.data = data
        self.labels = self.folder / "labels.safetensors"
        self.files = sorted((self.folder / "logits").iterdir())

    @staticmethod
    def simulated(workload: Workload) -> "Input":
        name = f"{workload.models}x{workload.examples}x{workload.classes}"
        workload.write(radin.DATA / name)
        return Input(name, str(workload))

    @staticmethod
    def real() -> "Input":
        real.write(radin.DATA / "quickstart")
        return Input("quickstart", "16 models × 4,000 examples × 26 classes", "real")

    def mixtures(self, count: int, weighted: bool = False) -> pathlib.Path:
        """Random subsets of random size, of two models and more, and for `weighted` random weights too."""
        random = numpy.random.default_rng(11)
        lines = []
        for _ in range(count):
            size = random.integers(2, len(self.files) + 1)
            members = sorted(random.choice(len(self.files), size, replace=False))
            weights = random.random(size) if weighted else numpy.ones(size)
            lines.append(",".join(f"{model}={weight}" for model, weight in zip(members, weights)))
        file = self.folder / f"{'weighted' if weighted else 'subsets'}-{count}.txt"
        file.write_text("\n".join(lines) + "\n")
        return file

    def command(self, how: str, mixtures: pathlib.Path, count: int) -> list[str]:
        script = pathlib.Path(__file__).with_name("torch_ranking.py")
        return [sys.executable, str(script), how, str(self.folder / "logits"), str(self.labels), str(mixtures), str(count)]

    def cat(self) -> Cost:
        return measure.process(["cat", *map(str, self.files)])


def rows(smoke: bool) -> Iterator[Row]:
    radin.build()
    if smoke:
        tiny = Input.simulated(Workload(6, 200, 20, 1.6, 0.3))
        yield evaluation(tiny, 300, 1)
        yield evaluation(tiny, 100, 1, weighted=True)
        yield from whole(tiny, (100,), 1)
        yield exhaustive(tiny, 1)
        return
    large = Input.simulated(Workload(72, 5_000, 1_000, 1.6, 0.15))
    middle = Input.simulated(Workload(16, 10_000, 100, 2.3, 0.25))
    small = Input.simulated(Workload(13, 5_000, 10, 2.4, 0.22))
    quickstart = Input.real()
    yield evaluation(large, EVALUATED, 3, goal=(300, 1500))
    yield evaluation(middle, EVALUATED, 3, goal=(150, 700))
    yield evaluation(small, EVALUATED, 3, goal=(40, 200))
    yield evaluation(quickstart, EVALUATED, 3)
    yield evaluation(large, EVALUATED, 3, weighted=True, goal=(150, 400))
    yield from whole(large, (200, 10_000), 3, goals=((3, 5), (100, 200)))
    yield exhaustive(middle, 3, goal=(5, 1.5))
    yield exhaustive(quickstart, 3)
    for metric in ("MacroF1", "Top5Accuracy", "NegativeLogLikelihood"):
        yield evaluation(middle, 200, 3, metric=metric)
    yield from growth()


def growth() -> Iterator[Row]:
    """One size at a time, from the middle of a cross."""
    for models, examples, classes, mixtures in (
        (24, 2_000, 200, 10_000),
        (48, 2_000, 200, 10_000),
        (96, 2_000, 200, 10_000),
        (24, 4_000, 200, 10_000),
        (24, 8_000, 200, 10_000),
        (24, 2_000, 400, 10_000),
        (24, 2_000, 800, 10_000),
        (24, 2_000, 200, 40_000),
        (24, 2_000, 200, 160_000),
    ):
        workload = Workload(models, examples, classes, 1.9, 0.2)
        yield evaluation(Input.simulated(workload), mixtures, 3, what="growth: ")


def evaluation(
    given: Input,
    count: int,
    repeats: int,
    weighted: bool = False,
    metric: str = "Accuracy",
    goal: tuple[float, float] | None = None,
    what: str = "",
) -> Row:
    """Logits in memory on PyTorch's side and the table made on ours; after a round of warming up on both."""
    file = given.mixtures(count, weighted)
    with radin.Rounds.ranking(given.folder / "logits", given.labels, file, metric) as rounds:
        table = rounds.step("table")
        alternatives = {"ours": lambda: rounds.step("count", count)}
        if torch and metric == "Accuracy":
            alternatives |= by_torch(given, file, count)
        elif torch:
            alternatives |= other_metric_by_torch(given, file, count, metric)
        for run in alternatives.values():
            run()
        costs = measure.interleaved(repeats, **alternatives)
        goals = []
        if goal and "tuned" in costs:
            goals.append(Goal("× tuned PyTorch", costs["tuned"].seconds / costs["ours"].seconds, *goal))
        if metric == "Accuracy":
            goals.append(Goal("% of counts equal to float64", equal_counts(given, rounds, file, min(count, 24)), 100, 100))
    kind = "mixtures of unequal weights" if weighted else "subsets"
    named = "" if metric == "Accuracy" else f", {metric}"
    work = f"{what}{given.work}: {count:,} {kind}{named}, evaluation only (table before that: {table.seconds:.2f} s)"
    return Row("rank", work, given.data, costs["ours"], costs.get("user"), costs.get("tuned"), None, tuple(goals))


def by_torch(given: Input, file: pathlib.Path, count: int) -> dict:
    logits, labels = torch_ranking.load(given.folder / "logits", given.labels)
    weights = torch_ranking.mixtures(file, count, len(logits))
    matmul = torch_ranking.ByMatmul(logits, labels)
    few, some = min(count, 2), min(count, 128)
    return {
        "user": lambda: measure.scaled(
            measure.timed(lambda: torch_ranking.by_mean(logits, labels, weights[:few])), count / few),
        "tuned": lambda: measure.scaled(measure.timed(lambda: matmul.correct(weights[:some])), count / some),
    }


def other_metric_by_torch(given: Input, file: pathlib.Path, count: int, metric: str) -> dict:
    logits, labels = torch_ranking.load(given.folder / "logits", given.labels)
    weights = torch_ranking.mixtures(file, count, len(logits))
    few = min(count, 3)
    work = lambda: torch_ranking.other_metric(logits, labels, weights[:few], metric)  # noqa: E731
    return {"user": lambda: measure.scaled(measure.timed(work), count / few)}


def equal_counts(given: Input, rounds: radin.Rounds, file: pathlib.Path, count: int) -> float:
    """Against the first argmax of sums in float64, over all classes."""
    written = given.folder / "counts.txt"
    rounds.step("write", count, written)
    ours = [float(value) for value in written.read_text().split()]
    logits = [load_file(model)["logits"] for model in given.files]
    labels = load_file(given.labels)["labels"]
    equal = 0
    with file.open() as lines:
        for value, line in zip(ours, lines):
            total = numpy.zeros(logits[0].shape, numpy.float64)
            for member in line.split(","):
                model, weight = member.split("=")
                total += float(weight) * logits[int(model)].astype(numpy.float64)
            equal += round(value * len(labels)) == int((total.argmax(1) == labels).sum())
    return 100 * equal / count


def whole(given: Input, counts: tuple, repeats: int, goals: tuple = ()) -> Iterator[Row]:
    """From the start of the process to its end, reading the logits included."""
    file = given.mixtures(max(counts))
    for count, goal in zip(counts, goals or [None] * len(counts)):
        steps = f"table\ncount {count}\n"
        command = radin.java("dev.radin.bench.RankingRounds", given.folder / "logits", given.labels, file, "Accuracy")
        alternatives = {"ours": lambda: with_input(command, steps), "floor": given.cat}
        run = min(count, 200)
        if torch:
            few = min(count, 10)
            # The loops over subsets are plain: their time is taken from two runs and drawn out to all subsets.
            alternatives["user"] = lambda: drawn_out(given, file, "mean", 1, few, count)
            alternatives["tuned"] = lambda: drawn_out(given, file, "matmul", 1, run, count)
        costs = measure.interleaved(repeats, **alternatives)
        reached = ()
        if goal and "tuned" in costs:
            reached = (Goal("× tuned PyTorch", costs["tuned"].seconds / costs["ours"].seconds, *goal),)
        work = f"{given.work}: {count:,} subsets, start to end"
        yield Row("rank", work, given.data, costs["ours"], costs.get("user"), costs.get("tuned"), costs["floor"], reached)


def drawn_out(given: Input, file: pathlib.Path, how: str, one: int, more: int, count: int) -> Cost:
    all_of_it = measure.process(given.command(how, file, more))
    if more == count:
        return all_of_it
    start = measure.process(given.command(how, file, one))
    factor = (count - more) / (more - one)
    return Cost(
        all_of_it.seconds + max(0, all_of_it.seconds - start.seconds) * factor,
        all_of_it.cpu_seconds + max(0, all_of_it.cpu_seconds - start.cpu_seconds) * factor,
        all_of_it.peak_mib,
    )


def with_input(command: list[str], text: str) -> Cost:
    read, write = os.pipe()
    os.write(write, text.encode())
    os.close(write)
    try:
        return measure.process(command, stdin=read)
    finally:
        os.close(read)


def exhaustive(given: Input, repeats: int, goal: tuple[float, float] | None = None) -> Row:
    arguments = ["rank", "--logits", str(given.folder / "logits"), "--labels", str(given.labels), "--exhaustive"]
    alternatives = {"ours": lambda: measure.process([radin.COMMAND, *arguments]), "floor": given.cat}
    count = 2 ** len(given.files) - 1
    if torch:
        file = given.mixtures(1000)
        alternatives["tuned"] = lambda: drawn_out(given, file, "matmul", 1, 1000, count)
    costs = measure.interleaved(repeats, **alternatives)
    goals = () if goal is None else (Goal("s", costs["ours"].seconds, *goal, higher_is_better=False),)
    work = f"{given.work}: radin rank --exhaustive, {count:,} subsets, start to end"
    return Row("rank", work, given.data, costs["ours"], None, costs.get("tuned"), costs["floor"], goals)
