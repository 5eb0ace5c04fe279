"""What is measured on the pool, printed and as the numbers other programs are checked against."""

import json
import statistics

from pool.letters import Letters
from pool.network import Weights
from pool.soups import Pool, average, hits, logits, mcnemar, nll

BUDGET = 8


def print_validation(pool: Pool, zero_shot: int) -> None:
    examples = len(pool.val.labels)
    print(f"validation, correct of {examples}; distance = median distance to the other models")
    for name, correct in pool.singles.items():
        mark = "" if name in pool.healthy else "  suspect"
        print(f"  {name:26} {correct:5} {correct / examples:.4f}  distance {pool.distances[name]:6.1f}{mark}")
    healthy = [pool.singles[name] for name in pool.healthy]
    rows = {
        "start, not fine-tuned": zero_shot,
        "median of the healthy": statistics.median(healthy),
        "best single": max(healthy),
        "uniform of all": pool.correct(pool.models),
        "uniform of the healthy": pool.correct(pool.healthy),
        "greedy": pool.correct(pool.greedy()),
        "best of search": max(pool.correct(names) for names in pool.search(BUDGET)),
    }
    for name, correct in rows.items():
        print(f"  {name:26} {correct:5} {correct / examples:.4f}")


def print_control(tuned: Pool) -> None:
    name, correct = tuned.best_single, tuned.singles[tuned.best_single]
    print(f"control: best of {len(tuned.models)} single runs on all the data, by validation")
    print(f"  {name:26} {correct:5} {correct / len(tuned.val.labels):.4f}")


def measure(pool: Pool, test: Letters, control: tuple[str, Weights] | None) -> dict:
    """The selection replayed, and true scores of singles, of what it evaluated and of a few more soups."""

    def row(models: list[str], weights: list[float] | None = None, **first) -> dict:
        return first | {"models": models} | ({"weights": weights} if weights else {}) | scores(soup(models, weights))

    def soup(models: list[str], weights: list[float] | None) -> Weights:
        return average([pool.models[name] for name in models], weights)

    def scores(model: Weights) -> dict:
        on_val = logits(model, pool.val)
        return {
            "val": int(hits(on_val, pool.val).sum()),
            "valNll": round(nll(on_val, pool.val), 9),
            "test": int(test_hits(model).sum()),
        }

    def test_hits(model: Weights):
        return hits(logits(model, test), test)

    def against(ours: Weights, theirs: Weights) -> dict:
        won, lost = test_hits(ours) & ~test_hits(theirs), test_hits(theirs) & ~test_hits(ours)
        return {"won": int(won.sum()), "lost": int(lost.sum()), "pValue": mcnemar(test_hits(ours), test_hits(theirs))}

    proposed = [row(models, estimate=pool.estimate(models)) for models in pool.search(BUDGET)]
    chosen = max(proposed, key=lambda soup: (soup["val"], -soup["valNll"]))
    best, ranked = pool.best_single, sorted(pool.healthy, key=lambda name: -pool.singles[name])
    listed = {
        "uniform of all": list(pool.models),
        "uniform of the healthy": pool.healthy,
        "greedy": pool.greedy(),
        "best two": ranked[:2],
        "best six": ranked[:6],
        "best and other-start": [best, "other-start"],
        "best and diverged": [best, "diverged"],
    }
    soups = [row(models, name=name, estimate=pool.estimate(models)) for name, models in listed.items()]
    weighted = [row(ranked[:2], [3.0, 1.0]), row(ranked[:3], [0.2, 0.5, 0.3])]
    outcome = {
        "examples": {"val": len(pool.val.labels), "test": len(test.labels)},
        "singles": [row([name], distance=round(pool.distances[name], 6)) for name in pool.models],
        "healthy": pool.healthy,
        "bestSingle": best,
        "search": proposed,
        "chosen": chosen["models"],
        "soups": soups,
        "weighted": weighted,
        "chosenAgainstBestSingle": against(pool.soup(chosen["models"]), pool.models[best]),
        "uniformAgainstBestSingle": against(pool.soup(pool.healthy), pool.models[best]),
    }
    if control:
        name, model = control
        outcome["control"] = {"name": name} | scores(model)
        outcome["chosenAgainstControl"] = against(pool.soup(chosen["models"]), model)
        outcome["uniformAgainstControl"] = against(pool.soup(pool.healthy), model)
    return outcome


def print_test(outcome: dict) -> None:
    rows = [(single["models"][0], single) for single in outcome["singles"]]
    rows += [(soup["name"], soup) for soup in outcome["soups"]]
    rows += [("chosen", soup) for soup in outcome["search"] if soup["models"] == outcome["chosen"]]
    rows += [(f"control {row['name']}", row) for row in [outcome.get("control")] if row]
    print("test, accuracy (validation before it)")
    for name, row in rows:
        val, test = (row[part] / outcome["examples"][part] for part in ("val", "test"))
        print(f"  {name:34} {val:.4f} {test:.4f}")
    for name, pair in outcome.items():
        if "Against" in name:
            print(f"  {name:34} won {pair['won']} lost {pair['lost']} p {pair['pValue']:.2g}")


def to_json(outcome: dict) -> str:
    """A line for each row, so that a change shows where it is."""

    def text(value) -> str:
        if isinstance(value, list) and isinstance(value[0], dict):
            return "[\n    " + ",\n    ".join(map(json.dumps, value)) + "\n  ]"
        return json.dumps(value)

    return "{\n  " + ",\n  ".join(f'"{name}": {text(value)}' for name, value in outcome.items()) + "\n}\n"
