"""`radin run` with passes by examples/evaluators/letters.py, against a bare PyTorch loop over the same models and data.

Where PyTorch sees a GPU it is on that, with larger networks; logits are held to those of the CPU.
"""

import os
import pathlib
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

import measure
import radin
from table import Cost, Goal, Row

EXAMPLE = radin.HOME / "examples/evaluators"
HERE = pathlib.Path(__file__).parent

FEW, MANY = 2, 8
TOLERANCE = 1e-3  # of a logit, in float32 with another order of sums
SPIN_LESS = {"GOMP_SPINCOUNT": "1000"}  # as the radin script sets it, for the program too


@dataclass(frozen=True)
class Workload:
    device: str
    width: int  # of the example's network, which has 128
    examples: int
    batch: int

    @staticmethod
    def of_this_machine(smoke: bool) -> "Workload":
        device = "cuda" if measure.torch.cuda.is_available() else "cpu"
        if smoke:
            return Workload(device, 128, 1_000, 256)
        return Workload("cuda", 8192, 400_000, 4096) if device == "cuda" else Workload("cpu", 2048, 30_000, 256)


def rows(smoke: bool) -> Iterator[Row]:
    if measure.torch is None:
        return
    workload = Workload.of_this_machine(smoke)
    work = pathlib.Path(tempfile.mkdtemp(prefix="radin-bench-"))
    try:
        radin.build()
        write(workload, work)
        compare(workload, work)  # warms the page cache, too
        costs = measure.interleaved(
            1 if smoke else 5,
            ours_few=lambda: run_fresh(workload, work, FEW),
            ours_few_reused=lambda: run_again(workload, work, FEW),
            user_few=lambda: torch_loop(workload, work, FEW, {}),
            tuned_few=lambda: torch_loop(workload, work, FEW, SPIN_LESS),
            ours=lambda: run_fresh(workload, work, MANY),
            ours_reused=lambda: run_again(workload, work, MANY),
            user=lambda: torch_loop(workload, work, MANY, {}),
            tuned=lambda: torch_loop(workload, work, MANY, SPIN_LESS),
        )
        yield row(workload, costs)
    finally:
        shutil.rmtree(work)


def row(workload: Workload, costs: dict[str, Cost]) -> Row:
    def more_passes(whose: str, seconds: str) -> float:
        """Of the passes that many models take more than few. The start of each is in both runs; what radin does beside the
        passes, of which the loop does nothing, is what a run takes that reuses them."""
        def of_passes(name: str) -> float:
            reused = costs.get(name + "_reused")
            return getattr(costs[name], seconds) - (getattr(reused, seconds) if reused else 0)

        return of_passes(whose) - of_passes(whose + "_few")

    def speed(whose: str, seconds: str) -> float:
        return more_passes(whose, seconds) / more_passes("ours", seconds)

    per_second = workload.examples * (MANY - FEW) / more_passes("ours", "seconds")
    return Row(
        "evaluator",
        f"{MANY} passes of letters.py, {workload.width:,} wide, over {workload.examples:,} examples on {workload.device}"
        f" ({per_second:,.0f} examples a second once it has started)",
        "simulated",
        costs["ours"],
        costs["user"],
        costs["tuned"],
        goals=(
            Goal("× the examples a second of a bare PyTorch loop", speed("user", "seconds"), 0.95, 1),
            Goal("× those of one that spins as little", speed("tuned", "seconds"), 0.95, 1),
            Goal("× those by CPU time", speed("tuned", "cpu_seconds"), 0.95, 1),
            Goal("× those of the loop, both from start to end", costs["user"].seconds / costs["ours"].seconds, 0.8, 0.95),
        ),
    )


def write(workload: Workload, work: pathlib.Path) -> None:
    """The example beside models of its network that were not trained, and data at random."""
    program, widths = re.subn(r"\b128\b", str(workload.width), (EXAMPLE / "letters.py").read_text())
    assert widths == 6, "letters.py has another network than this was written for"
    (work / "letters.py").write_text(program)
    shutil.copy(EXAMPLE / "radin_evaluator.py", work)
    command = [sys.executable, str(HERE / "letters_in_torch.py"), "write", str(MANY), str(workload.examples)]
    measure.process(command, cwd=work)
    for models in (FEW, MANY):
        (work / f"soup-{models}.yaml").write_text(resource(workload, models))


def resource(workload: Workload, models: int) -> str:
    listed = "".join(f"  - {{name: model-{number}, uri: model-{number}.safetensors}}\n" for number in range(models))
    return f"""
apiVersion: radin.dev/v1alpha1
kind: SoupSelection
metadata: {{name: letters}}
spec:
  evaluator:
    container: {{command: ["{sys.executable}", letters.py], version: "1", batchSize: {workload.batch}}}
  models:
{listed}  datasets:
  - {{name: val, role: Validation, uri: val.safetensors}}
  budget: {{evaluations: 0}}
  output: {{uri: out}}
"""


def run_fresh(workload: Workload, work: pathlib.Path, models: int) -> Cost:
    shutil.rmtree(work / "out", ignore_errors=True)
    return radin_run(workload, work, models)


def run_again(workload: Workload, work: pathlib.Path, models: int) -> Cost:
    """With the passes of the run before."""
    shutil.rmtree(work / "out/selections")
    return radin_run(workload, work, models)


def radin_run(workload: Workload, work: pathlib.Path, models: int) -> Cost:
    # Without PyTorch of its own, radin does not look for a GPU by itself.
    return measure.process([radin.COMMAND, "run", "-f", str(work / f"soup-{models}.yaml"), "--device", workload.device])


def torch_loop(workload: Workload, work: pathlib.Path, models: int, environment: dict[str, str]) -> Cost:
    command = [sys.executable, str(HERE / "letters_in_torch.py"), "run", str(models), workload.device, str(workload.batch)]
    return measure.process(command, cwd=work, env=os.environ | environment)


def compare(workload: Workload, work: pathlib.Path) -> None:
    """Every pass of radin's is one that the loop makes on the CPU, by its first examples."""
    run_fresh(workload, work, FEW)
    torch_loop(Workload("cpu", workload.width, workload.examples, workload.batch), work, FEW, {"EXAMPLES": "4096"})
    from safetensors.torch import load_file

    made = [load_file(file)["logits"] for file in work.glob("out/cache/passes/*.safetensors")]
    assert len(made) == FEW, f"{len(made)} passes and not {FEW}"
    for number in range(FEW):
        expected = load_file(work / f"logits-{number}.safetensors")["logits"]
        apart = min(float((pass_[: len(expected)] - expected).abs().max()) for pass_ in made)
        print(f"logits of model-{number} on {workload.device}: {apart:.1e} from PyTorch's on the CPU", file=sys.stderr)
        assert apart < TOLERANCE, apart
