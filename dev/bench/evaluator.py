"""`radin run` with passes by examples/evaluators/letters.py, against a bare PyTorch loop over the same models and data.

Where PyTorch sees a GPU it is on that, with larger networks; logits are held to those of the CPU.
"""

import itertools
import os
import pathlib
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import measure
import radin
from table import Cost, Goal, Row

EXAMPLE = radin.HOME / "examples/evaluators"
HERE = pathlib.Path(__file__).parent

MODELS = 8
COMPARED = 2  # of these, with the loop's logits on the CPU
MAKES_A_PASS = "def evaluate(task):\n"
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
        periods = {"ours": [], "user": [], "tuned": []}

        def marked(whose: str, passes: Callable[[], Cost]) -> Callable[[], Cost]:
            def run_and_read() -> Cost:
                cost = passes()
                periods[whose] += read_periods(work)
                return cost

            return run_and_read

        costs = measure.interleaved(
            1 if smoke else 5,
            ours=marked("ours", lambda: run(workload, work, MODELS)),
            user=marked("user", lambda: torch_loop(workload, work, MODELS, {})),
            tuned=marked("tuned", lambda: torch_loop(workload, work, MODELS, SPIN_LESS)),
        )
        yield row(workload, costs, {whose: statistics.median(all) for whose, all in periods.items()})
    finally:
        shutil.rmtree(work)


def row(workload: Workload, costs: dict[str, Cost], period: dict[str, float]) -> Row:
    """period: the median of the seconds from the beginning of a pass to that of the next, by whose it is."""
    return Row(
        "evaluator",
        f"{MODELS} passes of letters.py, {workload.width:,} wide, over {workload.examples:,} examples on {workload.device}"
        f" ({workload.examples / period['ours']:,.0f} examples a second from one pass to the next)",
        "simulated",
        costs["ours"],
        costs["user"],
        costs["tuned"],
        goals=(
            Goal("× the examples a second of a bare PyTorch loop", period["user"] / period["ours"], 0.95, 1),
            Goal("× those of one that spins as little", period["tuned"] / period["ours"], 0.95, 1),
            Goal("× those of the loop, both from start to end", costs["user"].seconds / costs["ours"].seconds, 0.8, 0.95),
        ),
    )


def write(workload: Workload, work: pathlib.Path) -> None:
    """The example beside models of its network that were not trained, and data at random."""
    program, widths = re.subn(r"\b128\b", str(workload.width), (EXAMPLE / "letters.py").read_text())
    assert widths == 6, "letters.py has another network than this was written for"
    # From one pass to the next by the program's own clock: a whole run has its start and its ranking in it, and their noise.
    assert MAKES_A_PASS in program, "letters.py makes its passes in another way than this was written for"
    (work / "letters.py").write_text("from marks import mark\n" + program.replace(MAKES_A_PASS, f"{MAKES_A_PASS}    mark()\n"))
    shutil.copy(HERE / "marks.py", work)
    shutil.copy(EXAMPLE / "radin_evaluator.py", work)
    command = [sys.executable, str(HERE / "letters_in_torch.py"), "write", str(MODELS), str(workload.examples)]
    measure.process(command, cwd=work)
    for models in (COMPARED, MODELS):
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


def run(workload: Workload, work: pathlib.Path, models: int) -> Cost:
    shutil.rmtree(work / "out", ignore_errors=True)
    # Without PyTorch of its own, radin does not look for a GPU by itself.
    return measure.process([radin.COMMAND, "run", "-f", str(work / f"soup-{models}.yaml"), "--device", workload.device])


def read_periods(work: pathlib.Path) -> list[float]:
    """From the beginning of each pass to that of the next, in seconds. Of the last nobody knows the end."""
    marks = [float(line) for line in (work / "marks").read_text().splitlines()]
    (work / "marks").unlink()
    return [later - earlier for earlier, later in itertools.pairwise(marks)]


def torch_loop(workload: Workload, work: pathlib.Path, models: int, environment: dict[str, str]) -> Cost:
    command = [sys.executable, str(HERE / "letters_in_torch.py"), "run", str(models), workload.device, str(workload.batch)]
    return measure.process(command, cwd=work, env=os.environ | environment)


def compare(workload: Workload, work: pathlib.Path) -> None:
    """Every pass of radin's is one that the loop makes on the CPU, by its first examples."""
    run(workload, work, COMPARED)
    torch_loop(Workload("cpu", workload.width, workload.examples, workload.batch), work, COMPARED, {"EXAMPLES": "4096"})
    from safetensors.torch import load_file

    made = [load_file(file)["logits"] for file in work.glob("out/cache/passes/*.safetensors")]
    assert len(made) == COMPARED, f"{len(made)} passes and not {COMPARED}"
    for number in range(COMPARED):
        expected = load_file(work / f"logits-{number}.safetensors")["logits"]
        apart = min(float((pass_[: len(expected)] - expected).abs().max()) for pass_ in made)
        print(f"logits of model-{number} on {workload.device}: {apart:.1e} from PyTorch's on the CPU", file=sys.stderr)
        assert apart < TOLERANCE, apart
    (work / "marks").unlink()
