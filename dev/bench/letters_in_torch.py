"""The network of a letters.py in the working directory, in a bare PyTorch loop. Run as a process of its own.

    python letters_in_torch.py write MODELS EXAMPLES           makes models and data
    python letters_in_torch.py run MODELS DEVICE BATCH         makes a pass of each, its logits saved

EXAMPLES in the environment: only so many of them.
"""

import os
import sys
import types

import torch
from safetensors.torch import load_file, save_file

# The network alone: as a program it is started by radin.
sys.modules["radin_evaluator"] = types.SimpleNamespace(read=None, serve=lambda evaluate: None)
sys.path.insert(0, os.getcwd())
from letters import LetterNet  # noqa: E402
from marks import mark  # noqa: E402


def write(models: str, examples: str) -> None:
    for number in range(int(models)):
        torch.manual_seed(number)
        save_file(LetterNet().state_dict(), f"model-{number}.safetensors")
    inputs = torch.randint(0, 16, (int(examples), 16), dtype=torch.uint8)
    save_file({"inputs": inputs, "labels": torch.randint(0, 26, (int(examples),))}, "val.safetensors")


@torch.inference_mode()
def run(models: str, device: str, batch: str) -> None:
    network = LetterNet().to(device).eval()
    inputs = load_file("val.safetensors")["inputs"][: int(os.environ.get("EXAMPLES", sys.maxsize))].float()
    for number in range(int(models)):
        mark()
        network.load_state_dict(load_file(f"model-{number}.safetensors"))
        logits = [network(some.to(device)).cpu() for some in inputs.split(int(batch))]
        save_file({"logits": torch.cat(logits)}, f"logits-{number}.safetensors")


if __name__ == "__main__":
    {"write": write, "run": run}[sys.argv[1]](*sys.argv[2:])
