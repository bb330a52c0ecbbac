"""Writes the tiny networks of the tests to src/test/resources/networks, and the one that tries
out a compute device to src/main/resources.

Run with Debian's python3-torch: /usr/bin/python3 models/test-networks/make.py
Nothing is random, so the same torch writes the same weights.
"""

import os
from typing import Tuple

import torch
from torch import Tensor, nn

FOLDER = os.path.join(os.path.dirname(__file__), "../../src/test/resources/networks")
PROBE = os.path.join(os.path.dirname(__file__), "../../src/main/resources/org/unstained/models")


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


class Probe(nn.Module):
    """Of ones (1, 1, 4, 4): a channel of 4.1 and one of 0, each 2 x 2. Tries out a device."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3)
        with torch.no_grad():
            self.conv.weight.copy_(torch.arange(18.0).reshape(2, 1, 3, 3) / 10)
            self.conv.bias.copy_(torch.tensor([0.5, -100.0]))

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.conv(x))


class EndlessState(nn.Module):
    """Its state never comes back when the file is loaded: TorchScript runs a program for it."""

    @torch.jit.export
    def __getstate__(self) -> Tuple[int, bool]:
        return 1, self.training

    @torch.jit.export
    def __setstate__(self, state: Tuple[int, bool]) -> None:
        n = state[0]
        while n > 0:
            n = n % 1000 + 1
        self.training = state[1]

    def forward(self, x: Tensor) -> Tensor:
        return x


def write(network: nn.Module, name: str, folder: str = FOLDER) -> None:
    scripted = torch.jit.script(network.eval())
    os.makedirs(folder, exist_ok=True)
    scripted.save(os.path.join(folder, name + ".torchscript"))


if __name__ == "__main__":
    write(TwiceAndOne(), "twice-and-one")
    write(MeanClassifier(), "mean-classifier")
    write(EndlessState(), "endless-state")
    write(Probe(), "probe", PROBE)
