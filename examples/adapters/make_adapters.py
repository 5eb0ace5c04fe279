"""Makes the adapters of this folder: LoRA trainings of the quickstart's pretrained network, and what PyTorch says of them.

    pip install torch==2.7.1 numpy safetensors rdata
    python make_adapters.py                  # with apt-get, for the data; or --rda LetterRecognition.rda

Each run freezes the network and trains two small matrices for each of its linear layers, as peft does; the folders are laid
out as peft's `save_pretrained` does. The sums of `expected.json` are of merged weights: nothing here puts factors beside each other.
"""

import argparse
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

HERE = Path(__file__).parent
QUICKSTART = HERE.parent / "quickstart"
sys.path.insert(0, str(QUICKSTART))

from pool import letters  # noqa: E402
from pool.letters import Letters  # noqa: E402
from pool.network import Weights, network_of  # noqa: E402
from pool.recipes import RECIPES, TAKEN  # noqa: E402
from pool.seeds import generator, number  # noqa: E402
from pool.training import rate  # noqa: E402

SEED = 7  # the quickstart's, so that the data are


@dataclass(frozen=True)
class Run:
    rank: int
    alpha: float
    lr: float
    epochs: int
    noise: float
    modules: tuple[str, ...] = ("stem", "body", "head")
    rank_stabilised: bool = False

    @property
    def scaling(self) -> float:
        return self.alpha / (math.sqrt(self.rank) if self.rank_stabilised else self.rank)


RUNS = {
    "r2": Run(2, 4, 1e-2, 20, 0.5),
    "r4": Run(4, 8, 6e-3, 20, 0.4),
    "r4-long": Run(4, 8, 4e-3, 35, 0.7),
    "r4-wide": Run(4, 16, 4e-3, 20, 0.6),
    "r8": Run(8, 16, 4e-3, 20, 0.5),
    "r8-rslora": Run(8, 6, 4e-3, 20, 0.6, rank_stabilised=True),
    "r6-without-stem": Run(6, 12, 6e-3, 20, 0.4, modules=("body", "head")),
    "r4-diverged": Run(4, 8, 6e-1, 20, 0.4),
}


class Adapted(nn.Module):
    """A linear layer that is not trained, and an update that is."""

    def __init__(self, layer: nn.Linear, run: Run):
        super().__init__()
        self.layer = layer.requires_grad_(False)
        self.a = nn.Parameter(torch.empty(run.rank, layer.in_features))
        self.b = nn.Parameter(torch.zeros(layer.out_features, run.rank))
        self.scaling = run.scaling
        nn.init.kaiming_uniform_(self.a, a=math.sqrt(5))

    def forward(self, inputs: Tensor) -> Tensor:
        return self.layer(inputs) + self.scaling * (inputs @ self.a.T @ self.b.T)


def train(start: Weights, part: Letters, name: str, run: Run) -> dict[str, Tensor]:
    """The factors, as peft names them."""
    random = generator(SEED, name)
    torch.manual_seed(number(SEED, name))
    network = network_of(start).train().requires_grad_(False)
    for module in run.modules:
        setattr(network, module, Adapted(getattr(network, module), run))
    rows = torch.randperm(len(part.labels), generator=random)[: round(0.7 * len(part.labels))]
    inputs, labels = part.inputs[rows], part.labels[rows]
    steps = run.epochs * math.ceil(len(rows) / 32)
    optimizer = torch.optim.AdamW([p for p in network.parameters() if p.requires_grad], lr=run.lr)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate("cosine", step, steps))
    for _ in range(run.epochs):
        seen = inputs + run.noise * torch.randn(inputs.shape, generator=random)
        for batch in torch.randperm(len(rows), generator=random).split(32):
            optimizer.zero_grad()
            cross_entropy(network(seen[batch]), labels[batch]).backward()
            optimizer.step()
            schedule.step()
    factors = {}
    for module in run.modules:
        adapted = getattr(network, module)
        factors[f"base_model.model.{module}.lora_A.weight"] = adapted.a.detach().clone()
        factors[f"base_model.model.{module}.lora_B.weight"] = adapted.b.detach().clone()
    return factors


def save(folder: Path, run: Run, factors: dict[str, Tensor]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    save_file(factors, folder / "adapter_model.safetensors", metadata={"format": "pt"})
    config = {
        "base_model_name_or_path": "letters",
        "bias": "none",
        "fan_in_fan_out": False,
        "inference_mode": True,
        "lora_alpha": run.alpha,
        "lora_dropout": 0.0,
        "modules_to_save": None,
        "peft_type": "LORA",
        "r": run.rank,
        "target_modules": sorted(run.modules),
        "task_type": None,
        "use_dora": False,
        "use_rslora": run.rank_stabilised,
    }
    (folder / "adapter_config.json").write_text(json.dumps(config, indent=2) + "\n")


def merged(start: Weights, shares: dict[str, float]) -> Weights:
    """The network with the mean of the updates in its weights: summed in f64, rounded once."""
    weights = {name: tensor.double() for name, tensor in start.items()}
    for name, share in shares.items():
        factors = load_file(HERE / name / "adapter_model.safetensors")
        for module in RUNS[name].modules:
            a = factors[f"base_model.model.{module}.lora_A.weight"].double()
            b = factors[f"base_model.model.{module}.lora_B.weight"].double()
            weights[f"{module}.weight"] += share * RUNS[name].scaling * (b @ a)
    return {name: tensor.float() for name, tensor in weights.items()}


def accuracy(weights: Weights, file: str) -> float:
    data = load_file(QUICKSTART / file)
    with torch.inference_mode():
        logits = network_of(weights)(data["inputs"].float())
    return (logits.argmax(1) == data["labels"]).double().mean().item()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rda", type=Path, help="LetterRecognition.rda; downloaded by apt-get if not given")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    start = {k: v.clone() for k, v in torch.jit.load(str(QUICKSTART / "architecture.pt")).state_dict().items()}
    target = letters.to_target(letters.split(letters.read(arguments.rda), SEED), SEED)
    training = letters.with_wrong_labels(target["finetune"], RECIPES[TAKEN].wrong, SEED)
    for name, run in RUNS.items():
        save(HERE / name, run, train(start, training, name, run))
    healthy = [name for name in RUNS if name != "r4-diverged"]
    soups = {name: {name: 1.0} for name in RUNS} | {"healthy": {name: 1 / len(healthy) for name in healthy}}
    expected = {"base": accuracy(start, "val.safetensors")} | {
        name: accuracy(merged(start, shares), "val.safetensors") for name, shares in soups.items()
    }
    (HERE / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")
    print(json.dumps(expected, indent=2))
    for name in soups:
        print(name, "on test data:", accuracy(merged(start, soups[name]), "test.safetensors"))


if __name__ == "__main__":
    main()
