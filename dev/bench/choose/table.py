"""Prints what selections gained on test data over the best single model, from the files that Choose.java writes.

    python dev/bench/choose/table.py RESULTS.csv
"""

import csv
import sys
from collections import defaultdict
from statistics import mean, stdev

TIE = 0.1
BY_POOL = 5  # the budget at which pools are told apart, where it was run
RIVALS = ("Greedy", "Radin", "Search", "Auto without refits", "Auto, HighestScore")

# pool → drawing → gain in hundredths of the metric
Gains = dict[str, dict[str, float]]


def main(path: str) -> None:
    tasks: dict[str, dict[tuple[str, int], Gains]] = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
    with open(path, newline="") as file:
        for pool, drawing, task, method, budget, gain in csv.reader(file, delimiter=";"):
            tasks[task][method, int(budget)][pool][drawing] = 100 * float(gain)
    for task, gains in tasks.items():
        methods = list(dict.fromkeys(method for method, _ in gains))
        budgets = sorted({budget for _, budget in gains})
        pools = sorted({pool for by_pool in gains.values() for pool in by_pool})
        drawings = max(len(each) for by_pool in gains.values() for each in by_pool.values())
        print(f"### {task}: {len(pools)} pools, {drawings} drawings of validation data each\n")
        print("Mean gain, in hundredths of the metric; in brackets pools won, tied (within 0.1) and lost against the best single")
        print("model, and the worst of all selections.\n")
        head([f"B = {budget}" for budget in budgets])
        for method in methods:
            row(method, [cell(gains.get((method, budget), {})) for budget in budgets])
        print()
        at = BY_POOL if BY_POOL in budgets else budgets[-1]
        print(f"By pool, at B = {at}:\n")
        head(pools)
        for method in methods:
            by_pool = gains.get((method, at), {})
            row(method, [number(mean(by_pool[pool].values())) if pool in by_pool else "–" for pool in pools])
        print()
        rivals = [rival for rival in RIVALS if rival in methods and "Auto" in methods]
        if rivals:
            print("Auto less another: mean and its standard error over pools; in brackets pools won, tied and lost, the same of")
            print("single selections, and the worst of these.\n")
            head([f"B = {budget}" for budget in budgets])
            for rival in rivals:
                row(f"− {rival}", [paired(gains.get(("Auto", b), {}), gains.get((rival, b), {})) for b in budgets])
            print()


def head(names: list[str]) -> None:
    row("", names)
    print("|---|" + "---|" * len(names))


def row(name: str, cells: list[str]) -> None:
    print(f"| {name} | " + " | ".join(cells) + " |")


def cell(by_pool: Gains) -> str:
    if not by_pool:
        return "–"
    means = [mean(each.values()) for each in by_pool.values()]
    worst = min(gain for each in by_pool.values() for gain in each.values())
    return f"{number(mean(means))} [{tally(means)}, {number(worst)}]"


def paired(ours: Gains, theirs: Gains) -> str:
    differences = [
        [ours[pool][d] - theirs[pool][d] for d in ours[pool] if d in theirs[pool]] for pool in ours if pool in theirs
    ]
    if not differences:
        return "–"
    means = [mean(each) for each in differences]
    error = stdev(means) / len(means) ** 0.5 if len(means) > 1 else float("nan")
    single = [difference for each in differences for difference in each]
    return f"{number(mean(means))} ± {error:.2f} [{tally(means)}; {tally(single)}, {number(min(single))}]"


def number(gain: float) -> str:
    return f"{gain:+.2f}".replace("-", "−") if abs(gain) >= 0.005 else "0.00"


def tally(gains: list[float]) -> str:
    won, lost = sum(gain > TIE for gain in gains), sum(gain < -TIE for gain in gains)
    return f"{won}/{len(gains) - won - lost}/{lost}"


if __name__ == "__main__":
    main(sys.argv[1])
