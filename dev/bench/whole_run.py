"""`radin run` on the quickstart with an empty cache, against a bare PyTorch loop that makes the same passes."""

import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator

import measure
import radin
from table import Cost, Goal, Row

EXAMPLE = radin.HOME / "examples/quickstart"
HERE = pathlib.Path(__file__).parent


def rows(smoke: bool) -> Iterator[Row]:
    work = pathlib.Path(tempfile.mkdtemp(prefix="radin-bench-"))
    try:
        radin.build()
        run(work)  # warms the page cache
        passes = passes_of(work)
        alternatives = {"ours": lambda: run(work)}
        if measure.torch:
            alternatives["user"] = lambda: torch_loop(work, passes, {})
            alternatives["tuned"] = lambda: torch_loop(work, passes, {"GOMP_SPINCOUNT": "1000"})  # as the radin script sets it
        costs = measure.interleaved(1 if smoke else 7, **alternatives)
        ours, user, tuned = costs["ours"], costs.get("user"), costs.get("tuned")
        goals = () if user is None else (
            Goal("× the time of a bare PyTorch loop", ours.seconds / user.seconds, 1.3, 1.1, higher_is_better=False),
            Goal("× its time where it spins as little", ours.seconds / tuned.seconds, 1.3, 1.1, higher_is_better=False),
        )
        yield Row("run", f"`radin run` on the example, all {len(passes)} passes, nothing cached", "real", ours, user, tuned, goals=goals)
    finally:
        shutil.rmtree(work)


def run(work: pathlib.Path) -> Cost:
    shutil.rmtree(work / "out", ignore_errors=True)
    return measure.process(
        [radin.COMMAND, "run", "-f", str(EXAMPLE / "soup.yaml"), "--output-uri", (work / "out").as_uri()]
    )


def passes_of(work: pathlib.Path) -> list[dict]:
    """Every pass of the run that lies in `work`, as files of the example."""
    (report,) = work.glob("out/selections/*/publish-*/report.json")
    done = json.loads(report.read_text())
    listed = re.findall(r"\{name: (\S+), uri: (models/\S+)\}", (EXAMPLE / "soup.yaml").read_text())
    files = dict(listed)
    everything = [[model["name"]] for model in done["models"]] + [e["models"] for e in done["evaluations"]]
    passes = [{"models": [files[m] for m in models], "dataset": "val.safetensors"} for models in everything]
    tests = {tuple(test["models"]) for test in done["test"]}
    passes += [{"models": [files[m] for m in models], "dataset": "test.safetensors"} for models in sorted(tests)]
    return passes


def torch_loop(work: pathlib.Path, passes: list[dict], environment: dict[str, str]) -> Cost:
    out = work / "torch"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    return measure.process(
        [sys.executable, str(HERE / "passes_in_torch.py"), str(EXAMPLE), json.dumps(passes), str(out)],
        env=os.environ | environment,
    )
