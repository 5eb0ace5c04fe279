"""The network, and its two file forms: checkpoints and the TorchScript architecture."""

import io
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import relu


class LetterNet(nn.Module):
    """22,554 parameters; LayerNorm, so there are no buffers to average."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Linear(16, 128)
        self.stem_norm = nn.LayerNorm(128)
        self.body = nn.Linear(128, 128)
        self.body_norm = nn.LayerNorm(128)
        self.head = nn.Linear(128, 26)

    def forward(self, inputs: Tensor) -> Tensor:
        """Whole numbers from 0 to 15, as f32 [batch, 16], to logits [batch, 26]."""
        hidden = relu(self.stem_norm(self.stem(inputs / 4 - 1.8)))
        hidden = hidden + relu(self.body_norm(self.body(hidden)))
        return self.head(hidden)


Weights = dict[str, Tensor]


def weights_of(network: LetterNet) -> Weights:
    return {name: tensor.detach().clone() for name, tensor in network.state_dict().items()}


def network_of(weights: Weights) -> LetterNet:
    network = LetterNet()
    network.load_state_dict(weights)
    return network.eval()


def save_architecture(weights: Weights, path: Path) -> None:
    """TorchScript without its `.debug_pkl` records, which hold the absolute paths of the source files."""
    script = io.BytesIO()
    torch.jit.save(torch.jit.script(network_of(weights)), script)
    script.seek(0)
    reader = torch._C.PyTorchFileReader(script)
    writer = torch._C.PyTorchFileWriter(str(path))
    for record in reader.get_all_records():
        written_by_torch = record in ("version", ".data/serialization_id")
        if not written_by_torch and not record.endswith(".debug_pkl"):
            content = reader.get_record(record)
            writer.write_record(record, content, len(content))
    writer.write_end_of_file()
