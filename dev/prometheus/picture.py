"""Draws panels of a dashboard from the answers of a Prometheus that dev/check-prometheus noted. Takes matplotlib.

    dev/prometheus/picture.py target/prometheus/answers.json 'Radin / Selections' docs/selections.png
"""

import json
import math
import re
import sys

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

COLUMNS, INCHES_A_COLUMN, INCHES_A_LINE = 24, 0.5, 0.27


def legend(target, labels):
    return re.sub(r"{{(\w+)}}", lambda label: labels.get(label[1], ""), target["legendFormat"])


def shown(value, defaults):
    unit = defaults["unit"]
    if math.isnan(value):
        return "–"
    if "decimals" in defaults:
        return f"{value:.{defaults['decimals']}f}"
    return {"percentunit": f"{value:.0%}", "s": f"{value:.0f} s", "bytes": f"{value / 2**20:.0f} MiB"}.get(unit, f"{value:.4g}")


def series_of(panel, answers):
    for target, answer in zip(panel["targets"], answers):
        for one in answer:
            yield legend(target, one["metric"]), one["metric"], [(float(t), float(v)) for t, v in one["values"]]


def stat(axes, panel, answers):
    axes.axis("off")
    values = [shown(values[-1][1], panel["fieldConfig"]["defaults"]) for _, _, values in series_of(panel, answers)]
    axes.text(0.5, 0.4, ", ".join(values), ha="center", va="center", fontsize=17, color="#1f60c4", transform=axes.transAxes)


def bars(axes, panel, answers):
    last = [(name, labels, values[-1][1]) for name, labels, values in series_of(panel, answers)]
    if any("le" in labels for _, labels, _ in last):
        last.sort(key=lambda one: float(one[1]["le"]))
        below = [0, *(value for _, _, value in last)]  # as Grafana does with the format "heatmap"
        last = [(name, labels, value - less) for (name, labels, value), less in zip(last, below)]
    names, values = [name for name, _, _ in last][::-1], [value for _, _, value in last][::-1]
    drawn = axes.barh(names, [0 if math.isnan(value) else value for value in values], color="#1f60c4")
    axes.bar_label(drawn, [shown(value, panel["fieldConfig"]["defaults"]) for value in values], fontsize=7, padding=2)
    axes.margins(x=0.15)
    axes.tick_params(labelsize=7, bottom=False, labelbottom=False)


def lines(axes, panel, answers, start):
    style = panel["fieldConfig"]["defaults"]["custom"]
    every = [(name, {t - start: v for t, v in values}) for name, _, values in series_of(panel, answers)]
    if style.get("stacking"):
        times = sorted({t for _, values in every for t in values})
        axes.stackplot(times, [[values.get(t, 0) for t in times] for _, values in every], labels=[n for n, _ in every], alpha=0.7)
    else:
        for name, values in every:
            axes.plot(list(values), list(values.values()), label=name, linewidth=1)
    axes.set_ylim(bottom=0)
    axes.tick_params(labelsize=7)
    axes.legend(fontsize=6, ncols=5, loc="upper left", frameon=False)


def main(file, title, picture):
    panels = [one for one in json.load(open(file)) if one["dashboard"] == title]
    start = min(float(v[0]) for p in panels for answer in p["answers"] for s in answer for v in s["values"])
    height = max(p["panel"]["gridPos"]["y"] + p["panel"]["gridPos"]["h"] for p in panels)
    figure = pyplot.figure(figsize=(COLUMNS * INCHES_A_COLUMN, height * INCHES_A_LINE))
    for one in panels:
        panel, place = one["panel"], one["panel"]["gridPos"]
        axes = figure.add_axes((
            (place["x"] + (0.3 if panel["type"] == "stat" else 1.4)) / COLUMNS,
            1 - (place["y"] + place["h"] - 0.8) / height,
            (place["w"] - (0.5 if panel["type"] == "stat" else 1.7)) / COLUMNS,
            (place["h"] - 2) / height,
        ))
        axes.set_title(panel["title"], fontsize=8, loc="left")
        {"stat": stat, "bargauge": bars}.get(panel["type"], lambda *these: lines(*these, start))(axes, panel, one["answers"])
    figure.savefig(picture, dpi=80)


if __name__ == "__main__":
    main(*sys.argv[1:])
