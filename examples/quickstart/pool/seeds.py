"""One independent stream of random numbers for each purpose."""

import zlib

import torch


def number(seed: int, purpose: str) -> int:
    return zlib.crc32(f"{seed}/{purpose}".encode())


def generator(seed: int, purpose: str) -> torch.Generator:
    return torch.Generator().manual_seed(number(seed, purpose))
