"""The operator with many selections at once: what it costs itself, and what it costs the API server.

The control plane is real, pods end at once with what workers would say, and the operator is a process of its own.
"""

import statistics
import subprocess
from collections.abc import Callable

import radin
import table
from operator_process import memory_limit_mib
from scale_run import Figures, run
from table import Goal

KINDS = {"status": "status", "jobs": "Jobs", "configmaps": "ConfigMaps", "events": "Events"}

# Without these it could not go on from where it was; an Event is a message to whoever watches.
STATE = ("status", "jobs", "configmaps")


def sheet(smoke: bool) -> str:
    radin.build()
    subprocess.run([str(radin.HOME / "dev/cluster"), "prepare"], check=True)
    sizes, quiet_seconds = ((4,), 2) if smoke else ((100, 1000), 60)
    runs = [run(size, quiet_seconds) for size in sizes]
    header = ("the operator", *(f"{size:,} selections" for size in sizes), "goal")
    goals = {what: table.goal(of(runs[-1])) for what, of in GOALS.items()}
    return table.sheet(header, [(what, *map(shown, runs), goals.get(what, "–")) for what, shown in ROWS.items()])


def writes(figures: Figures, kinds: tuple[str, ...] | None = None) -> tuple[float, int]:
    """Median and maximum of what selections took, of all kinds but progress unless these are asked for."""
    totals = [
        sum(count for kind, count in of_one.items() if (kind in kinds if kinds else kind != "progress"))
        for of_one in figures.writes
    ]
    return statistics.median(totals), max(totals)


def _spread(figures: Figures, *kinds: str) -> str:
    median, most = writes(figures, kinds)
    return f"{median:g}" if median == most else f"median {median:g}, at most {most}"


ROWS: dict[str, Callable[[Figures], str]] = {
    "until all have their result": lambda f: f"{table.seconds(f.seconds)} ({table.figure(f.selections / f.seconds)} a second)",
    "CPU time of the operator until then": lambda f: f"{table.seconds(f.cpu_seconds)} ({table.seconds(f.cpu_seconds / f.selections)} each)",
    "peak RSS": lambda f: f"{f.peak_mib:,.0f} MiB",
    "heap it may take, of a container of": lambda f: f"{f.heap_mib:,.0f} of {memory_limit_mib():,} MiB",
    "writes of a selection from apply to Ready, but for Events": lambda f: _spread(f, *STATE),
    **{f"… {name}": lambda f, kind=kind: _spread(f, kind) for kind, name in KINDS.items()},
    "besides, counts written while a stage runs": lambda f: _spread(f, "progress"),
    "writes refused, of all": lambda f: f"{f.refused:,} of {sum(sum(w.values()) for w in f.writes):,}",
    "reconciliations of a selection": lambda f: table.figure(f.reconciliations / f.selections),
    "list calls at the start": lambda f: str(f.lists_at_start),
    "list calls after that": lambda f: str(f.lists_later),
    "calls while nothing changes": lambda f: f"{f.quiet_calls} in {f.quiet_seconds} s",
    "started again with all of it there, ready after": lambda f: table.seconds(f.restart_seconds),
    "… peak RSS": lambda f: f"{f.restart_peak_mib:,.0f} MiB",
    "… list calls, writes": lambda f: f"{f.restart_lists}, {f.restart_writes}",
}

GOALS: dict[str, Callable[[Figures], Goal]] = {
    "peak RSS": lambda f: Goal("MiB", f.peak_mib, 384, 256, higher_is_better=False),
    "writes of a selection from apply to Ready, but for Events": lambda f: Goal(
        "writes", writes(f, STATE)[1], 20, 13, higher_is_better=False
    ),
    "list calls after that": lambda f: Goal("calls", f.lists_later, 0, 0, higher_is_better=False),
    "calls while nothing changes": lambda f: Goal("calls", f.quiet_calls, 0, 0, higher_is_better=False),
    "… peak RSS": lambda f: Goal("MiB", f.restart_peak_mib, 384, 256, higher_is_better=False),
}
