"""Makes the passes of radin-operator in Python: protocol 1 of docs/evaluator.md. Copy this file beside your program.

    from radin_evaluator import serve

    def evaluate(task):
        network.load_state_dict({name: torch.from_numpy(w) for name, w in task.load_weights().items()})
        ...
        return logits                # [examples, classes], in the order of the dataset; or logits, labels; or scores [examples]

    serve(evaluate)

It takes numpy and safetensors, and nothing else. Whatever the program prints is log. Where evaluate is a generator function,
each number that it yields says how many examples are done, and what it returns is the result. To try it without radin:

    RADIN_EVALUATOR=1 python3 evaluate.py --weights FOLDER --dataset FILE --output out.safetensors
"""

import argparse
import inspect
import json
import os
import queue
import sys
import threading
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, Optional

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

PROTOCOL = "1"
MOST_OF_ERROR = 5000


@dataclass(frozen=True)
class Task:
    """One pass: a model over a dataset."""

    weights: Path
    """A folder with safetensors: model.safetensors, or shards and their index. Of models of transformers with configuration and
    tokenizer, for from_pretrained."""
    dataset: str
    """A path, or whatever text stands in the resource in place of a URI."""
    device: str
    """cpu or cuda."""
    batch_size: Optional[int]
    """None to choose one."""

    def weight_files(self) -> list:
        """The safetensors files of the model, one or several."""
        return sorted(self.weights.glob("*.safetensors"))

    def load_weights(self) -> Dict[str, np.ndarray]:
        """Every tensor by name. bfloat16 comes as float32, which holds all of its values: NumPy has no bfloat16."""
        weights = {}
        for file in self.weight_files():
            weights.update(read(file))
        return weights


def read(file) -> Dict[str, np.ndarray]:
    """The tensors of a safetensors file, as a dataset may be one too; bfloat16 as float32."""
    with open(file, "rb") as content:
        length = int.from_bytes(content.read(8), "little")
        header = json.loads(content.read(length))
    header.pop("__metadata__", None)
    tensors = {}
    with safe_open(file, "numpy") as opened:
        for name, tensor in header.items():
            if tensor["dtype"] != "BF16":
                tensors[name] = opened.get_tensor(name)
                continue
            first, last = tensor["data_offsets"]
            halves = np.fromfile(file, "<u2", (last - first) // 2, offset=8 + length + first)
            tensors[name] = (halves.astype("<u4") << 16).view("<f4").reshape(tensor["shape"])
    return tensors


def serve(evaluate: Callable) -> None:
    """Makes each pass that is asked for, until there are no more; or the one that the arguments name."""
    spoken = os.environ.get("RADIN_EVALUATOR")
    if spoken != PROTOCOL:
        sys.exit("this program is started by radin; to try it by hand: "
                 f"RADIN_EVALUATOR={PROTOCOL} python3 {sys.argv[0]} --weights FOLDER --dataset FILE --output out.safetensors"
                 if spoken is None else f"this program speaks protocol {PROTOCOL}, and radin protocol {spoken}")
    # What libraries print must not end up among the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    if len(sys.argv) > 1 and "--weights" in sys.argv:
        _once(evaluate, answers)
        return
    lines = queue.Queue()
    busy = threading.Event()
    threading.Thread(target=_read, args=(lines, busy), daemon=True).start()
    while (line := lines.get()) is not None:
        request = json.loads(line)
        name = request["pass"]
        try:
            task = Task(Path(request["weights"]), request["dataset"], request["device"], request["batchSize"])
            examples = _make(evaluate, task, request["output"], lambda done: _say(answers, {"pass": name, "done": done}))
            busy.clear()
            _say(answers, {"pass": name, "examples": examples})
        except Exception as error:
            traceback.print_exc()
            busy.clear()
            # Whole in the log; a line that is too long is no answer.
            _say(answers, {"pass": name, "error": f"{type(error).__name__}: {error}"[:MOST_OF_ERROR]})


def _read(lines, busy) -> None:
    """Of a thread: when radin is gone in the middle of a pass, nobody waits for that pass any more."""
    for line in sys.stdin:
        if line.strip():
            busy.set()
            lines.put(line)
    if busy.is_set():
        os._exit(1)
    lines.put(None)


def _once(evaluate, answers) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--dataset", required=True)
    parser.add_argument("--output", required=True)
    asked, _ = parser.parse_known_args()
    size = os.environ.get("RADIN_BATCH_SIZE")
    task = Task(asked.weights, asked.dataset, os.environ.get("RADIN_DEVICE", "cpu"), int(size) if size else None)
    _make(evaluate, task, asked.output, lambda done: _say(answers, {"pass": 1, "done": done}))


def _make(evaluate, task, output, progress) -> int:
    result = evaluate(task)
    if inspect.isgenerator(result):
        result = _finish(result, progress)
    values, labels = result if isinstance(result, tuple) else (result, None)
    if values is None or np.ndim(values) not in (1, 2):
        what = "nothing" if values is None else f"an array {list(np.shape(values))}"
        raise ValueError(f"evaluate returned {what}; it returns logits [examples, classes], or scores [examples]")
    values = np.ascontiguousarray(values, dtype=np.float32)
    tensors = {"scores" if values.ndim == 1 else "logits": values}
    if labels is not None:
        tensors["labels"] = np.ascontiguousarray(labels, dtype=np.int64)
    save_file(tensors, output)
    return len(values)


def _finish(steps, progress):
    while True:
        try:
            progress(int(next(steps)))
        except StopIteration as end:
            return end.value


def _say(answers, answer) -> None:
    print(json.dumps(answer), file=answers, flush=True)
