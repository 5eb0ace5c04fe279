"""Makes the passes of letters.yaml: the quickstart's network in plain PyTorch."""

import torch
from radin_evaluator import read, serve
from torch import nn

EXAMPLES_AT_ONCE = 256


class LetterNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(16, 128)
        self.stem_norm = nn.LayerNorm(128)
        self.body = nn.Linear(128, 128)
        self.body_norm = nn.LayerNorm(128)
        self.head = nn.Linear(128, 26)

    def forward(self, inputs):
        hidden = self.stem_norm(self.stem(inputs / 4 - 1.8)).relu()
        hidden = hidden + self.body_norm(self.body(hidden)).relu()
        return self.head(hidden)


model = LetterNet()


@torch.inference_mode()
def evaluate(task):
    model.load_state_dict({name: torch.from_numpy(weights) for name, weights in task.load_weights().items()})
    model.to(task.device).eval()
    inputs = torch.from_numpy(read(task.dataset)["inputs"]).float()
    logits, done = [], 0
    for batch in inputs.split(task.batch_size or EXAMPLES_AT_ONCE):
        logits.append(model(batch.to(task.device)).cpu())
        done += len(batch)
        yield done
    return torch.cat(logits).numpy()


serve(evaluate)
