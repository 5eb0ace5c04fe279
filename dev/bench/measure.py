"""Timing on a machine that others use too: alternatives take turns, and the median of each counts."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from table import Cost

try:
    import torch
except ImportError:  # the smoke run does without
    torch = None


def interleaved(repeats: int, **alternatives: Callable[[], Cost]) -> dict[str, Cost]:
    """Runs the alternatives in turn, `repeats` times, and gives the medians of each by name."""
    costs = {name: [] for name in alternatives}
    for _ in range(repeats):
        for name, run in alternatives.items():
            costs[name].append(run())
    return {name: median(of_one) for name, of_one in costs.items()}


def median(costs: Sequence[Cost]) -> Cost:
    def middle(values: list) -> float | None:
        return statistics.median(values) if None not in values else None

    return Cost(
        middle([c.seconds for c in costs]),
        middle([c.cpu_seconds for c in costs]),
        middle([c.peak_mib for c in costs]),
    )


def timed(work: Callable[[], object]) -> Cost:
    """Of work in this process, all its threads."""
    start, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - start, time.process_time() - cpu)


def scaled(cost: Cost, factor: float) -> Cost:
    """When only a part of the work was run, as is fair for work that is a plain loop."""
    cpu = None if cost.cpu_seconds is None else cost.cpu_seconds * factor
    return Cost(cost.seconds * factor, cpu, cost.peak_mib)


def process(command: Sequence[str], **options) -> Cost:
    """Of a process from its start to its end, with its peak RSS. It must exit with 0; its output is dropped unless asked for."""
    options.setdefault("stdout", subprocess.DEVNULL)
    options.setdefault("stderr", subprocess.DEVNULL)
    read, write = os.pipe()
    wrapper = [sys.executable, "-I", "-S", str(pathlib.Path(__file__).parent / "child.py"), str(write)]
    child = subprocess.Popen([*wrapper, *command], pass_fds=[write], **options)
    os.close(write)
    with os.fdopen(read) as costs:
        cost = json.loads(costs.read() or '{"exit": -1}')
    child.wait()
    if cost.pop("exit") != 0:
        raise RuntimeError(f"{' '.join(command)} failed")
    return Cost(**cost)
