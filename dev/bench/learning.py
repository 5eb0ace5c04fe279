"""Learning mixtures from cached logits, and telling models into basins: what `Auto` does before its first soup is evaluated."""

import os
import statistics
import subprocess
import tempfile
from collections.abc import Iterator

import numpy

import measure
import radin
from measure import torch
from ranking import Input
from simulated import Workload
from table import Cost, Goal, Row

if torch:
    import torch_learning

MIXTURES = 10_000
COMPARED = 24  # with float64 over all classes
MODELS, SAMPLED = 256, 1 << 17
HEAP_MIB, RANKING_MIB = 432, 368  # of a process that is to stay within 512

CLOCK_STEP = 0.01  # of the CPU time that Java tells


def rows(smoke: bool) -> Iterator[Row]:
    radin.build()
    if smoke:
        tiny = Input.simulated(Workload(6, 200, 20, 1.6, 0.3))
        yield from learning(tiny, 50, 1)
        yield basins(16, 1 << 12, 1)
        yield large(Workload(8, 200, 20, 0, 0))
        return
    for workload in (Workload(16, 10_000, 100, 2.3, 0.25), Workload(72, 5_000, 1_000, 1.6, 0.15)):
        yield from learning(Input.simulated(workload), MIXTURES, 3)
    yield basins(MODELS, SAMPLED, 5)
    yield large(Workload(MODELS, 50_000, 1_000, 0, 0))


def learning(given: Input, count: int, repeats: int) -> Iterator[Row]:
    """The table against `cat` of the logits; losses and a fit with the table there, against all logits in PyTorch's memory."""
    file = given.mixtures(count, weighted=True)
    some = min(count, 256)
    learnt = given.folder / "learnt.txt"
    intervals = given.folder / "intervals.txt"
    with radin.Rounds.learning(given.folder / "logits", given.labels, file) as rounds:
        rounds.step("table")
        table = measure.interleaved(repeats, ours=lambda: rounds.step("table"), floor=given.cat)
        yield Row(
            "learn", f"{given.work}: the table of kept classes", given.data, table["ours"], floor=table["floor"],
            goals=(Goal("× the CPU time of cat", table["ours"].cpu_seconds / table["floor"].cpu_seconds, 3, 2, False),))

        rounds.step("bounds")
        table = measure.interleaved(repeats, ours=lambda: rounds.step("bounds"), floor=given.cat)
        rounds.step("intervals", intervals)
        least, estimates, most = numpy.loadtxt(intervals, ndmin=2).T
        width = most - least
        stated = f"{width.mean():.1e} wide in the mean, {width.max():.1e} at most"

        losses = {"ours": lambda: rounds.step("losses", count)}
        within = ()
        fits = {"ours": lambda: rounds.step("fit", learnt)}
        fits["ours"]()
        if torch:
            logits, labels = torch_learning.load(given.folder / "logits", given.labels)
            weights = torch_learning.mixtures(file, some, len(logits))
            true = torch_learning.in_full(logits, labels, weights[:COMPARED])
            inside = (least[:COMPARED] <= true) & (true <= most[:COMPARED])
            worst = abs(estimates[:COMPARED] - true).max()
            stated += f"; estimates off by {worst:.1e} at most of {len(true)}"
            within = (Goal("% of true losses inside", 100 * inside.mean(), 100, 100, True),)
            dense = torch_learning.Losses(logits, labels)
            lowest = torch_learning.Fit(logits, labels).value(torch_learning.weights(learnt))
            losses["tuned"] = lambda: measure.scaled(
                measure.timed(lambda: dense.of(weights[: torch_learning.CANDIDATES])), count / torch_learning.CANDIDATES)
            fits["tuned"] = lambda: measure.timed(lambda: torch_learning.Fit(logits, labels).run(lowest))
        for run in losses.values():
            run()
        costs = measure.interleaved(repeats, **losses)
        yield Row(
            "learn",
            f"{given.work}: the loss of {count:,} mixtures, within bounds {stated} (table before that:"
            f" {table['ours'].cpu_seconds:.2f} s CPU, of cat {table['floor'].cpu_seconds:.2f})", given.data,
            costs["ours"], tuned=costs.get("tuned"), goals=(*faster(costs, 12, 20), *within))
        costs = measure.interleaved(repeats, **fits)
        yield Row(
            "learn", f"{given.work}: a mixture is learnt, the table being there", given.data,
            costs["ours"], tuned=costs.get("tuned"),
            goals=(Goal("s", costs["ours"].seconds, 1, 0.5, False), *faster(costs, 10, 20)))


def faster(costs: dict[str, Cost], least: float, aim: float) -> tuple[Goal, ...]:
    if "tuned" not in costs:
        return ()
    ours = max(costs["ours"].cpu_seconds, CLOCK_STEP)
    return (Goal("× tuned PyTorch, by CPU time", costs["tuned"].cpu_seconds / ours, least, aim),)


def basins(models: int, sampled: int, repeats: int) -> Row:
    """With the samples in memory; the first time is that of a process that has just started, as inspect is."""
    command = radin.java("dev.radin.bench.BasinRounds", models, sampled, repeats)
    lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    costs = [Cost(*map(float, line.split())) for line in lines]
    work = f"basins of {models} models by samples of {sampled:,} weights (warm {statistics.median(c.seconds for c in costs):.2f} s)"
    return Row("learn", work, "simulated", costs[0], goals=(Goal("s of CPU time", costs[0].cpu_seconds, 2, 1, False),))


def large(work: Workload) -> Row:
    """Of more logits than the disk holds; they are made up as they are read, which is told apart."""
    sizes = (work.models, work.examples, work.classes)
    heap = {"JAVA_TOOL_OPTIONS": f"-Xmx{HEAP_MIB}m"}
    with tempfile.TemporaryFile("w+") as out:
        command = radin.java("dev.radin.bench.LargePool", *sizes, RANKING_MIB)
        peak = measure.process(command, stdout=out, env=os.environ | heap).peak_mib
        out.seek(0)
        made_up, scores, kept, fit = (Cost(*map(float, line.split())) for line in out)
    steps = Cost(scores.seconds + kept.seconds + fit.seconds, scores.cpu_seconds + kept.cpu_seconds + fit.cpu_seconds, peak)
    what = (
        f"{work}: the loss of each model ({scores.cpu_seconds:.0f} s CPU), the table of kept classes ({kept.cpu_seconds:.0f}),"
        f" and a mixture ({fit.cpu_seconds:.0f}); to make the logits up twice, {2 * made_up.cpu_seconds:.0f}, is in it")
    return Row("learn", what, "simulated", steps, goals=(Goal("MiB of RSS", peak, 512, 512, False),))
