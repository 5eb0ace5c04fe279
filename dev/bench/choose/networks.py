"""Networks of a few thousand weights; most are in two parts, so that a pretraining may have a head of its own."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Words(nn.Module):
    def __init__(self, classes: int):
        super().__init__()
        self.letters = nn.Embedding(28, 16)
        self.first = nn.Conv1d(16, 48, 3, padding=1)
        self.norm = nn.GroupNorm(8, 48)
        self.hidden = nn.Linear(48 * 6, 48)
        self.head = nn.Linear(48, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.norm(self.first(self.letters(x.long()).transpose(1, 2))).relu()
        return self.head(self.hidden(x.flatten(1)).relu())


class Pictures(nn.Module):
    def __init__(self, classes: int):
        super().__init__()
        self.first = nn.Conv2d(1, 12, 3, stride=2, padding=1)
        self.norm = nn.GroupNorm(4, 12)
        self.second = nn.Conv2d(12, 24, 3, stride=2, padding=1)
        self.head = nn.Linear(24 * 16, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.norm(self.first(x)).relu()
        return self.head(self.second(x).relu().flatten(1))


class Table(nn.Module):
    def __init__(self, inputs: int, classes: int, batch_norm: bool, width: int = 48):
        super().__init__()
        norm = nn.BatchNorm1d if batch_norm else nn.LayerNorm
        self.first = nn.Sequential(nn.Linear(inputs, width), norm(width), nn.ReLU())
        self.second = nn.Sequential(nn.Linear(width, width), norm(width), nn.ReLU())
        self.head = nn.Linear(width, classes)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.second(self.first(x)))


class Clothes(nn.Module):
    def __init__(self, classes: int):
        super().__init__()
        self.first = nn.Conv2d(1, 12, 3, stride=2, padding=1)
        self.first_norm = nn.BatchNorm2d(12)
        self.second = nn.Conv2d(12, 24, 3, stride=2, padding=1)
        self.second_norm = nn.BatchNorm2d(24)
        self.head = nn.Linear(24 * 16, classes)

    def encode(self, x: Tensor) -> Tensor:
        x = self.first_norm(self.first(x)).relu()
        return self.second_norm(self.second(x)).relu().flatten(1)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.encode(x))


class Residual(nn.Module):
    """A convolutional network with BatchNorm and a way around its middle, over pictures of 20 × 20."""

    def __init__(self, classes: int):
        super().__init__()
        self.first = nn.Conv2d(1, 16, 3, stride=2, padding=1)
        self.first_norm = nn.BatchNorm2d(16)
        self.second = nn.Conv2d(16, 16, 3, padding=1)
        self.second_norm = nn.BatchNorm2d(16)
        self.third = nn.Conv2d(16, 32, 3, stride=2, padding=1)
        self.third_norm = nn.BatchNorm2d(32)
        self.head = nn.Linear(32 * 25, classes)

    def encode(self, x: Tensor) -> Tensor:
        x = self.first_norm(self.first(x)).relu()
        x = x + self.second_norm(self.second(x)).relu()
        return self.third_norm(self.third(x)).relu().flatten(1)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.encode(x))


class Spelling(nn.Module):
    """A recurrent network over letters."""

    def __init__(self, classes: int):
        super().__init__()
        self.letters = nn.Embedding(27, 16)
        self.gates = nn.GRU(16, 48, batch_first=True)
        self.head = nn.Linear(48, classes)

    def encode(self, x: Tensor) -> Tensor:
        return self.gates(self.letters(x.long()))[0][:, -1]

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.encode(x))


class Block(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.attention_norm = nn.LayerNorm(width)
        self.attention = nn.Linear(width, 3 * width)
        self.merge = nn.Linear(width, width)
        self.hidden_norm = nn.LayerNorm(width)
        self.hidden = nn.Linear(width, 2 * width)
        self.out = nn.Linear(2 * width, width)

    def forward(self, x: Tensor, there: Tensor) -> Tensor:
        q, k, v = self.attention(self.attention_norm(x)).unflatten(2, (3, self.heads, -1)).permute(2, 0, 3, 1, 4).unbind(0)
        seen = F.scaled_dot_product_attention(q, k, v, there[:, None, None, :])
        x = x + self.merge(seen.transpose(1, 2).flatten(2))
        return x + self.out(F.gelu(self.hidden(self.hidden_norm(x))))


class Sentences(nn.Module):
    """A transformer over the numbers of words, 0 where there is none."""

    def __init__(self, words: int, length: int, classes: int):
        super().__init__()
        self.words = nn.Embedding(words, 32)
        self.places = nn.Embedding(length, 32)
        self.blocks = nn.ModuleList([Block(32, 4), Block(32, 4)])
        self.norm = nn.LayerNorm(32)
        self.head = nn.Linear(32, classes)

    def each(self, x: Tensor) -> Tensor:
        """One vector a word."""
        there = x > 0
        y = self.words(x.long()) + self.places.weight
        for block in self.blocks:
            y = block(y, there)
        return self.norm(y)

    def forward(self, x: Tensor) -> Tensor:
        there = (x > 0).unsqueeze(2).float()
        return self.head((self.each(x) * there).sum(1) / there.sum(1))


class Pairs(nn.Module):
    """A convolutional network with GroupNorm and a hidden layer, over pictures of 14 × 28."""

    def __init__(self, classes: int):
        super().__init__()
        self.first = nn.Conv2d(1, 12, 3, stride=2, padding=1)
        self.norm = nn.GroupNorm(4, 12)
        self.second = nn.Conv2d(12, 24, 3, stride=2, padding=1)
        self.hidden = nn.Linear(24 * 28, 48)
        self.head = nn.Linear(48, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.second(self.norm(self.first(x)).relu()).relu()
        return self.head(self.hidden(x.flatten(1)).relu())


class Passages(nn.Module):
    """A convolutional network without normalisation, over the numbers of words."""

    def __init__(self, words: int, classes: int):
        super().__init__()
        self.words = nn.Embedding(words, 24)
        self.first = nn.Conv1d(24, 24, 3, padding=1)
        self.second = nn.Conv1d(24, 24, 3, padding=1)
        self.head = nn.Linear(24, classes)

    def each(self, x: Tensor) -> Tensor:
        """One vector a word."""
        y = self.words(x.long()).transpose(1, 2)
        y = y + self.first(y).relu()
        return (y + self.second(y).relu()).transpose(1, 2)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.each(x).mean(1))


class Other(nn.Module):
    """Another task for the same body."""

    def __init__(self, net: nn.Module, width: int, classes: int):
        super().__init__()
        self.net = net
        self.other = nn.Linear(width, classes)

    def forward(self, x: Tensor) -> Tensor:
        return self.other(self.net.encode(x))


class HiddenWord(nn.Module):
    """Which word stands where one is hidden."""

    def __init__(self, net: nn.Module, hidden: int):
        super().__init__()
        self.net = net
        self.hidden = hidden

    def forward(self, x: Tensor) -> Tensor:
        return self.net.each(x)[x == self.hidden] @ self.net.words.weight.T


class LowRank(nn.Module):
    """A matrix that stays as it is, and the product of two narrow ones."""

    def __init__(self, matrix: Tensor, rank: int, random: torch.Generator):
        super().__init__()
        rows, columns = matrix.shape
        self.a = nn.Parameter(torch.randn(rank, columns, generator=random) / columns**0.5)
        self.b = nn.Parameter(torch.zeros(rows, rank))

    def forward(self, matrix: Tensor) -> Tensor:
        return matrix + self.b @ self.a
