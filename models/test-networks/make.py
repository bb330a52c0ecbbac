"""Writes the tiny networks of the tests to src/test/resources/networks.

Run with Debian's python3-torch: /usr/bin/python3 models/test-networks/make.py
Nothing is random, so the same torch writes the same weights.
"""

import os

import torch
from torch import Tensor, nn

FOLDER = os.path.join(os.path.dirname(__file__), "../../src/test/resources/networks")


class TwiceAndOne(nn.Module):
    """(N, C, H, W) to 2 x + 1, the same shape."""

    def __init__(self) -> None:
        super().__init__()
        self.twice = nn.Parameter(torch.tensor(2.0))

    def forward(self, x: Tensor) -> Tensor:
        return self.twice * x + 1.0


class MeanClassifier(nn.Module):
    """(N, 1, H, W) to two logits a picture: 4 (mean - 0.5) and its negative."""

    def __init__(self) -> None:
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Conv2d(1, 2, 1)
        with torch.no_grad():
            self.head.weight.copy_(torch.tensor([4.0, -4.0]).reshape(2, 1, 1, 1))
            self.head.bias.copy_(torch.tensor([-2.0, 2.0]))

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.pool(x)).flatten(1)


def write(network: nn.Module, name: str) -> None:
    scripted = torch.jit.script(network.eval())
    scripted.save(os.path.join(FOLDER, name + ".torchscript"))


if __name__ == "__main__":
    os.makedirs(FOLDER, exist_ok=True)
    write(TwiceAndOne(), "twice-and-one")
    write(MeanClassifier(), "mean-classifier")
