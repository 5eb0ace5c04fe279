"""One row a workload: what it costs here, what it costs with PyTorch, and what the machine allows."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """Of all the work that a row names. Seconds are medians of runs that were interleaved with the others of the row."""

    seconds: float
    cpu_seconds: float | None = None
    peak_mib: float | None = None


@dataclass(frozen=True)
class Goal:
    """A figure that the project set itself: `value` is what came out, `least` what it must reach, `aim` what it should."""

    what: str  # "× tuned PyTorch", "s", "× the CPU time of cat", "MiB"
    value: float
    least: float
    aim: float
    higher_is_better: bool = True

    def verdict(self) -> str:
        def reached(bound: float) -> bool:
            return self.value >= bound if self.higher_is_better else self.value <= bound

        return "aim reached" if reached(self.aim) else "reached" if reached(self.least) else "**missed**"


@dataclass(frozen=True)
class Row:
    part: str  # "rank", "learn", "average", "run" or "evaluator"
    work: str  # what was done, sizes included
    data: str  # "simulated" or "real"
    ours: Cost
    user: Cost | None = None  # PyTorch as users write it
    tuned: Cost | None = None  # PyTorch as well as we could
    floor: Cost | None = None  # what the machine allows: memory bandwidth, cat of the same bytes
    goals: tuple[Goal, ...] = ()


HEADER = ("part", "work", "data", "ours", "PyTorch, as written", "PyTorch, tuned", "floor", "peak RSS", "goal")


def markdown(rows: Iterable[Row]) -> str:
    return sheet(HEADER, map(_cells, rows))


def sheet(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join([_line(header), _line(("---",) * len(header)), *map(_line, rows)])


def line(row: Row) -> str:
    return _line(_cells(row))


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.part,
        row.work,
        row.data,
        _cost(row.ours),
        _cost(row.user, row.ours),
        _cost(row.tuned, row.ours),
        _cost(row.floor, row.ours),
        "–" if row.ours.peak_mib is None else f"{row.ours.peak_mib:,.0f} MiB" + _peak_of(row.user),
        "<br>".join(map(goal, row.goals)) or "–",
    )


def _cost(cost: Cost | None, ours: Cost | None = None) -> str:
    if cost is None:
        return "–"
    text = seconds(cost.seconds)
    if cost.cpu_seconds is not None:
        text += f" ({seconds(cost.cpu_seconds)} CPU)"
    return text if ours is None else f"{text}, {figure(cost.seconds / ours.seconds)} ×"


def _peak_of(user: Cost | None) -> str:
    return "" if user is None or user.peak_mib is None else f" (PyTorch {user.peak_mib:,.0f})"


def goal(of: Goal) -> str:
    comparison = "≥" if of.higher_is_better else "≤"
    return f"{figure(of.value)} {of.what}; {comparison} {figure(of.least)}, aim {figure(of.aim)}: {of.verdict()}"


def seconds(value: float) -> str:
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size or unit == "µs":
            return f"{figure(value / size)} {unit}"
    raise AssertionError


def figure(value: float) -> str:
    """Three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
