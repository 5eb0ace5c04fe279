"""pool.svg: what each model and soup scores on test data."""

LEFT, WIDTH, ROW, TOP = 250, 430, 20, 46
LOW, HIGH = 0.72, 0.82  # of the axis; what scores less sits at its left end
COLOURS = {"single": "#4c78a8", "suspect": "#8a8a8a", "soup": "#e45756", "control": "#2f7d4f"}


def draw(outcome: dict) -> str:
    rows = rows_of(outcome)
    height = TOP + ROW * len(rows) + 34
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 70} {height}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="{LEFT}" y="20" font-weight="bold">Accuracy on {outcome["examples"]["test"]:,} test letters</text>',
    ]
    for percent in range(round(LOW * 100), round(HIGH * 100) + 1, 2):
        x = position(percent / 100)
        lines.append(f'<path d="M{x:.1f} {TOP - 10}V{height - 30}" stroke="#e6e6e6"/>')
        lines.append(f'<text x="{x:.1f}" y="{height - 12}" text-anchor="middle" fill="#666">{percent} %</text>')
    for number, (name, kind, accuracy) in enumerate(rows):
        y, x = TOP + ROW * number, position(accuracy)
        lines.append(f'<text x="{LEFT - 12}" y="{y + 4}" text-anchor="end">{name}</text>')
        lines.append(f'<circle cx="{x:.1f}" cy="{y}" r="5" fill="{COLOURS[kind]}"/>')
        note = f"{accuracy:.1%}" if accuracy >= LOW else f"← {accuracy:.1%}"
        lines.append(f'<text x="{x + 10:.1f}" y="{y + 4}" fill="{COLOURS[kind]}">{note}</text>')
    return "\n".join(lines + ["</svg>"]) + "\n"


def position(accuracy: float) -> float:
    return LEFT + WIDTH * (max(LOW, min(HIGH, accuracy)) - LOW) / (HIGH - LOW)


def rows_of(outcome: dict) -> list[tuple[str, str, float]]:
    """Name, kind and test accuracy; soups first, then by accuracy."""
    examples = outcome["examples"]["test"]
    soups = {soup["name"]: soup["test"] for soup in outcome["soups"]}
    (chosen,) = [soup["test"] for soup in outcome["search"] if soup["models"] == outcome["chosen"]]
    rows = [("chosen soup", "soup", chosen), ("average of the healthy 13", "soup", soups["uniform of the healthy"])]
    if "control" in outcome:
        rows.append(("tuned single run, all data", "control", outcome["control"]["test"]))
    singles = [
        (row["models"][0], "single" if row["models"][0] in outcome["healthy"] else "suspect", row["test"])
        for row in outcome["singles"]
    ]
    rows += sorted(singles, key=lambda row: -row[2])
    rows.append(("average of all 16", "soup", soups["uniform of all"]))
    return [(name, kind, correct / examples) for name, kind, correct in rows]
