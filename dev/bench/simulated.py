"""Logits as a sweep of fine-tunes would give them, simulated: nothing here was trained.

A linear head over features with class centres; every model has its own small error in the features, in the head and in the
logits, of its own size, and one in twelve is distinctly worse.
"""

import pathlib
from dataclasses import dataclass

import numpy
from safetensors.numpy import save_file

FEATURES = 64


@dataclass(frozen=True)
class Workload:
    models: int
    examples: int
    classes: int
    difficulty: float  # noise of the features, which all models share
    variety: float  # noise of each model's own

    def __str__(self) -> str:
        return f"{self.models} models × {self.examples:,} examples × {self.classes:,} classes"

    def write(self, folder: pathlib.Path) -> None:
        """One safetensors file a model in `logits`, and labels.safetensors, unless they are there already."""
        if (folder / "labels.safetensors").exists():
            return
        (folder / "logits").mkdir(parents=True, exist_ok=True)
        random = numpy.random.default_rng(7)

        def noise(*shape: int) -> numpy.ndarray:
            return random.standard_normal(shape, dtype=numpy.float32)

        centres = noise(self.classes, FEATURES) / FEATURES**0.5
        labels = random.integers(self.classes, size=self.examples)
        features = centres[labels] + self.difficulty * noise(self.examples, FEATURES) / FEATURES**0.5
        for model in range(self.models):
            size = self.variety * (0.7 + 0.6 * random.random()) * (2.5 if model % 12 == 11 else 1)
            own = features + size * noise(self.examples, FEATURES) / FEATURES**0.5
            head = centres + 0.5 * size * noise(self.classes, FEATURES) / FEATURES**0.5
            logits = 20 * own @ head.T + 4 * size * noise(self.examples, self.classes)
            save_file({"logits": logits}, folder / "logits" / f"model-{model:03}.safetensors")
        save_file({"labels": labels.astype(numpy.int64)}, folder / "labels.safetensors")
