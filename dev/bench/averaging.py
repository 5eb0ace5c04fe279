"""Averaging: many soups in one sweep, and one by `radin average`, against PyTorch, mergekit and `cat`.

The checkpoints are simulated, with the tensors of a ViT-B/16 (346 MB in F32): what averaging costs does not depend on
their values. They lie in the page cache; nothing waits for the disk but `radin average`, which makes its file durable.
"""

import itertools
import pathlib
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator

import measure
import radin
from checkpoints import write_pool
from table import Cost, Goal, Row

HERE = pathlib.Path(__file__).parent
POOL, SIZE = 12, 6


def rows(smoke: bool) -> Iterator[Row]:
    work = pathlib.Path(tempfile.mkdtemp(prefix="radin-bench-"))
    try:
        bench = Bench(work, repeats=1 if smoke else 3, layers=1 if smoke else 12)
        for dtype in ("F32", "BF16", "F16"):
            yield bench.sweep(dtype, soups=8, accumulation="F32", compared=True)
            if dtype == "F32":
                yield bench.sweep(dtype, soups=8, accumulation="F64")
                for soups in (1, 2, 4) if not smoke else ():
                    yield bench.sweep(dtype, soups=soups, accumulation="F32")
                yield bench.command()
            if dtype == "BF16":
                yield bench.sweep(dtype, soups=8, accumulation="F64")
            bench.forget()
        for layers in () if smoke else (3, 6):
            bench.layers = layers
            yield bench.sweep("F32", soups=8, accumulation="F32")
            bench.forget()
    finally:
        shutil.rmtree(work)


class Bench:
    def __init__(self, work: pathlib.Path, repeats: int, layers: int):
        self.work, self.repeats, self.layers = work, repeats, layers
        self.models: list[pathlib.Path] = []
        radin.build()

    def pool(self, dtype: str) -> list[pathlib.Path]:
        if not self.models:
            self.models = write_pool(self.work / "pool", POOL, dtype, self.layers)
        return self.models

    def forget(self) -> None:
        shutil.rmtree(self.work / "pool")
        self.models = []

    def sweep(self, dtype: str, soups: int, accumulation: str, compared: bool = False) -> Row:
        models = self.pool(dtype)
        members = list(itertools.combinations(range(POOL), SIZE))
        chosen = random.Random(0).sample(members, soups)
        arguments = [",".join(map(str, models)), ",".join("+".join(map(str, soup)) for soup in chosen)]
        alternatives = {"ours": lambda: self.made(radin.java("dev.radin.bench.Sweep", accumulation), arguments)}
        if compared and measure.torch:
            for way in ("user", "tuned"):
                alternatives[way] = lambda way=way: self.made([sys.executable, str(HERE / "soups_in_torch.py"), way], arguments)
        used = sorted({model for soup in chosen for model in soup})
        alternatives["floor"] = lambda: self.cat([models[m] for m in used], models[:1] * soups)
        costs = measure.interleaved(self.repeats, **alternatives)
        ours, user, floor = costs["ours"], costs.get("user"), costs["floor"]
        goals = []
        if user:
            goals.append(Goal("× faster than a state-dict loop", user.seconds / ours.seconds, 5, 8))
        if compared:
            ratio = ours.cpu_seconds / max(floor.cpu_seconds, 1e-3)
            goals.append(Goal("× the CPU time of cat", ratio, 1.5, 1.1, higher_is_better=False))
            goals.append(Goal("MiB peak RSS", ours.peak_mib, 256, 100, higher_is_better=False))
        megabytes = models[0].stat().st_size / 1e6
        what = f"{soups} {'soup' if soups == 1 else 'soups'} of {SIZE} from {len(used)} checkpoints of {megabytes:,.0f} MB {dtype}, summed in {accumulation}"
        return Row("average", what, "simulated", ours, user, costs.get("tuned"), floor, tuple(goals))

    def command(self) -> Row:
        """One soup, from the command line, durable: beside PyTorch's loop, and mergekit where it is installed."""
        models = self.pool("F32")[:SIZE]
        arguments = [",".join(map(str, models)), "+".join(map(str, range(SIZE)))]
        average = [radin.COMMAND, "average", *map(str, models), "--to"]
        alternatives = {"ours": lambda: self.made(average, [], to="soup.safetensors")}
        if measure.torch:
            loop = [sys.executable, str(HERE / "soups_in_torch.py"), "user"]
            alternatives["user"] = lambda: self.made(loop, arguments)
        mergekit = pathlib.Path(sys.executable).parent / "mergekit-pytorch"
        if mergekit.exists():
            recipe = self.work / "linear.yaml"
            recipe.write_text(
                "merge_method: linear\ndtype: float32\nmodels:\n"
                + "".join(f"- {{model: {model}, parameters: {{weight: 1.0}}}}\n" for model in models)
            )
            alternatives["tuned"] = lambda: self.made([str(mergekit), str(recipe)], [], to="merged")
        alternatives["floor"] = lambda: self.cat(models, models[:1])
        costs = measure.interleaved(self.repeats, **alternatives)
        size = f"{models[0].stat().st_size / 1e6:,.0f} MB"
        what = f"`radin average` of {SIZE} checkpoints of {size} F32, summed in F64, written durably"
        if mergekit.exists():
            what += " (tuned: `mergekit-pytorch`, linear)"
        return Row("average", what, "simulated", costs["ours"], costs.get("user"), costs.get("tuned"), costs["floor"])

    def made(self, command: list[str], arguments: list[str], to: str = "") -> Cost:
        out = self.work / "out"
        out.mkdir()
        try:
            return measure.process([*command, str(out / to) if to else str(out), *arguments])
        finally:
            shutil.rmtree(out)

    def cat(self, read: list[pathlib.Path], written: list[pathlib.Path]) -> Cost:
        """The same bytes in and out, nothing computed: what is read goes nowhere, what is written is read from memory."""
        target = self.work / "copy"
        try:
            script = f"cat {' '.join(map(str, read))} > /dev/null; for f in {' '.join(map(str, written))}; do cat $f; done > {target}"
            return measure.process(["sh", "-c", script])
        finally:
            target.unlink()
