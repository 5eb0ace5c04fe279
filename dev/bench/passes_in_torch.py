"""The passes of a finished run, made once more by a bare PyTorch loop. Run as a process of its own.

    python passes_in_torch.py RESOURCE_FOLDER PASSES OUT

PASSES is a JSON list of {"models": [file, …], "dataset": file}, all files relative to the folder: one pass is the
architecture with the mean of these weights over that dataset, its logits saved to OUT.
"""

import json
import pathlib
import sys

import torch
from safetensors.torch import load_file, save_file

BATCH = 256  # what radin chooses for examples of this size


def weights(models: list[pathlib.Path]) -> dict[str, torch.Tensor]:
    average = {}
    for model in models:
        state = load_file(model) if model.suffix == ".safetensors" else torch.load(model, weights_only=True)
        state = state.get("state_dict", state)
        for name, tensor in state.items():
            part = tensor.double() / len(models)
            average[name] = average[name] + part if name in average else part
    return {name: tensor.float() for name, tensor in average.items()}


def main() -> None:
    folder, passes, out = pathlib.Path(sys.argv[1]), json.loads(sys.argv[2]), pathlib.Path(sys.argv[3])
    network = torch.jit.load(folder / "architecture.pt").eval()
    for number, one in enumerate(passes):
        network.load_state_dict(weights([folder / model for model in one["models"]]))
        inputs = load_file(folder / one["dataset"])["inputs"]
        logits = torch.cat([network(batch.float()) for batch in inputs.split(BATCH)])
        save_file({"logits": logits}, out / f"{number}.safetensors")


if __name__ == "__main__":
    with torch.inference_mode():
        main()
