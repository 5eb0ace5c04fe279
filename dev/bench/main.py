"""Prints the table; see run."""

import argparse
import datetime
import importlib
import os
import pathlib
import sys

import measure
import table

COMPARISONS = ("ranking", "learning", "averaging", "whole_run", "evaluator")
SHEETS = ("scale", "stores")

# It builds a server for some minutes the first time.
WHEN_ASKED = "stores"


def machine() -> str:
    model = next(
        (line.split(":")[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
         if line.startswith("model name")),
        "unknown CPU",
    )
    pytorch = f"PyTorch {measure.torch.__version__}, {measure.torch.get_num_threads()} threads" if measure.torch else "no PyTorch"
    return f"{model}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}; {pytorch}; {datetime.date.today()}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="dev/bench/run", description="Times radin against PyTorch and the machine, and counts what the operator does.")
    parser.add_argument("--smoke", action="store_true", help="tiny sizes: shows that it runs, its figures mean nothing")
    parser.add_argument("--only", choices=(*COMPARISONS, *SHEETS), action="append", help="this part only; may be repeated")
    arguments = parser.parse_args()

    parts = arguments.only or [part for part in (*COMPARISONS, *SHEETS) if part != WHEN_ASKED]
    rows = []
    print(machine(), file=sys.stderr)
    for part in filter(COMPARISONS.__contains__, parts):
        for row in importlib.import_module(part).rows(arguments.smoke):
            print(table.line(row), file=sys.stderr)
            rows.append(row)
    sheets = [table.markdown(rows)] if rows else []
    for part in filter(SHEETS.__contains__, parts):
        sheets.append(importlib.import_module(part).sheet(arguments.smoke))
    print(("Smoke run: sizes are tiny and figures mean nothing. " if arguments.smoke else "") + machine())
    print(*sheets, sep="\n\n")


if __name__ == "__main__":
    main()
