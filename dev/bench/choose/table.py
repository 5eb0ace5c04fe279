"""Prints what selections gained on test data over the best single model, from the files that Choose.java writes.

    python dev/bench/choose/table.py RESULTS.csv
"""

import csv
import sys
from collections import defaultdict
from statistics import mean

TIE = 0.1


def main(path: str) -> None:
    with open(path, newline="") as file:
        rows = [(pool, metric, method, int(budget), 100 * float(gain)) for pool, _, metric, method, budget, gain in csv.reader(file, delimiter=";")]
    for metric in sorted({row[1] for row in rows}):
        gains: dict = defaultdict(lambda: defaultdict(list))
        for pool, _, method, budget, gain in (row for row in rows if row[1] == metric):
            gains[method, budget][pool].append(gain)
        methods = list(dict.fromkeys(method for method, _ in gains))
        budgets = sorted({budget for _, budget in gains})
        pools = sorted({pool for by_pool in gains.values() for pool in by_pool})
        drawings = max(len(each) for by_pool in gains.values() for each in by_pool.values())
        print(f"### {metric}: {len(pools)} pools, {drawings} drawings of validation data each\n")
        print("Mean gain, in hundredths of the metric; in brackets pools won, tied (within 0.1) and lost against the best single")
        print("model, and the worst of all selections.\n")
        print("| | " + " | ".join(f"B = {budget}" for budget in budgets) + " |")
        print("|---|" + "---|" * len(budgets))
        for method in methods:
            cells = [cell(gains.get((method, budget), {})) for budget in budgets]
            print(f"| {method} | " + " | ".join(cells) + " |")
        print("\n| | " + " | ".join(pools) + " |")
        print("|---|" + "---|" * len(pools))
        for method in methods:
            cells = [
                " / ".join(f"{mean(gains[method, b][pool]):+.2f}" for b in budgets if gains[method, b].get(pool)) or "–"
                for pool in pools
            ]
            print(f"| {method} | " + " | ".join(cells) + " |")
        print()


def cell(by_pool: dict) -> str:
    if not by_pool:
        return "–"
    means = [mean(each) for each in by_pool.values()]
    won, lost = sum(m > TIE for m in means), sum(m < -TIE for m in means)
    worst = min(gain for each in by_pool.values() for gain in each)
    return f"{mean(means):+.2f} [{won}/{len(means) - won - lost}/{lost}, {worst:+.2f}]"


if __name__ == "__main__":
    main(sys.argv[1])
