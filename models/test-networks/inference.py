"""Writes the small networks of the inference tests to src/test/resources/networks.

Run with Debian's python3-torch and python3-torchvision:
/usr/bin/python3 models/test-networks/inference.py
Nothing is random, so the same torch writes the same weights.
"""

import os
from typing import Dict, Tuple

import torch
import torch.nn.functional as F
import torchvision
from torch import Tensor, nn

FOLDER = os.path.join(os.path.dirname(__file__), "../../src/test/resources/networks")


class Spots(nn.Module):
    """Finds bright spots: one class a channel, boxes of 20 x 24 pixels, maps at a quarter."""

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        v = F.avg_pool2d(F.avg_pool2d(x, 4), 3, 1, 1)
        distances = torch.tensor([10.0, 12.0, 10.0, 12.0]).view(1, 4, 1, 1)
        places = torch.ones(v.size(0), 1, v.size(2), v.size(3))
        return 20.0 * (v - 0.3), distances * places


class Lopsided(nn.Module):
    """The same, but the boxes lie to the lower right: 4 and 6 pixels to the left and the top, 16
    and 18 to the right and the bottom."""

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        v = F.avg_pool2d(F.avg_pool2d(x, 4), 3, 1, 1)
        distances = torch.tensor([4.0, 6.0, 16.0, 18.0]).view(1, 4, 1, 1)
        places = torch.ones(v.size(0), 1, v.size(2), v.size(3))
        return 20.0 * (v - 0.3), distances * places


class TwoKinds(nn.Module):
    """Of one channel: spots that are bright are of the first class, those half as bright of the
    second. Boxes and maps as above."""

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        v = F.avg_pool2d(F.avg_pool2d(x, 4), 3, 1, 1)
        near = F.max_pool2d(v, 9, 1, 4)
        dim = 20.0 * (v - 0.3) - 100.0 * torch.relu(near - 0.6)
        distances = torch.tensor([10.0, 12.0, 10.0, 12.0]).view(1, 4, 1, 1)
        places = torch.ones(v.size(0), 1, v.size(2), v.size(3))
        return torch.cat([20.0 * (v - 0.6), dim], 1), distances * places


class SpotProbabilities(nn.Module):
    """The same with probabilities, at two strides: 4 and 8."""

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
        four = F.avg_pool2d(F.avg_pool2d(x, 4), 3, 1, 1)
        eight = F.avg_pool2d(four, 2)
        a = torch.full([four.size(0), 4, four.size(2), four.size(3)], 10.0)
        b = torch.full([eight.size(0), 4, eight.size(2), eight.size(3)], 20.0)
        return torch.sigmoid(20.0 * (four - 0.3)), a, torch.sigmoid(20.0 * (eight - 0.3)), b


class Damaged(nn.Module):
    """NaN where the picture is above 100."""

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        v = F.avg_pool2d(x, 4)
        v = torch.where(v > 100.0, torch.full_like(v, float("nan")), v)
        return v - 10.0, torch.ones(v.size(0), 4, v.size(2), v.size(3))


class NoDistances(nn.Module):
    """One tensor where two are wanted."""

    def forward(self, x: Tensor) -> Tensor:
        return F.avg_pool2d(x, 4)


def boxes(x: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    """For each picture a sure box, one as sure as the picture's mean, and one to fill up."""
    b = x.size(0)
    corners = torch.tensor([[2.0, 3.0, 12.0, 15.0], [20.0, 8.0, 30.0, 14.0], [0.0, 0.0, 0.0, 0.0]])
    mean = x.mean([1, 2, 3]).clamp(0.0, 1.0).view(b, 1)
    scores = torch.cat([torch.full([b, 1], 0.75), mean, torch.zeros(b, 1)], 1)
    labels = torch.tensor([1, 2, 1]).view(1, 3).repeat(b, 1)
    return corners.view(1, 3, 4).repeat(b, 1, 1), scores, labels


class Boxes(nn.Module):
    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
        return boxes(x)


class NamedBoxes(nn.Module):
    """As a dictionary, of one picture at a time."""

    def forward(self, x: Tensor) -> Dict[str, Tensor]:
        b, s, l = boxes(x)
        return {"labels": l[0], "scores": s[0], "boxes": b[0]}


class BoxTable(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        b, s, l = boxes(x)
        return torch.cat([b, s.unsqueeze(2), (l - 1).unsqueeze(2).float()], 2)


class Sides(nn.Module):
    """Three logits: 4 times the mean, 2 times left minus right, 0."""

    def forward(self, x: Tensor) -> Tensor:
        half = x.size(3) // 2
        mean = x.mean([1, 2, 3])
        sides = x[:, :, :, :half].mean([1, 2, 3]) - x[:, :, :, half:].mean([1, 2, 3])
        return torch.stack([4.0 * mean, 2.0 * sides, torch.zeros_like(mean)], 1)


class SideProbabilities(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.sides = Sides()

    def forward(self, x: Tensor) -> Tensor:
        return torch.softmax(self.sides(x), 1)


class OtherOperator(nn.Module):
    """Needs an operator that plain PyTorch hasn't."""

    def forward(self, x: Tensor) -> Tensor:
        b, s, _ = boxes(x)
        return b[0][torchvision.ops.nms(b[0], s[0], 0.5)]


class FloatsOnly(nn.Module):
    """Two logits: the mean of the picture and its negative. Calculates with 32 bits whatever it gets."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor([1.0, -1.0]).reshape(2, 1, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(x.float(), self.weight).mean([2, 3])


class Fixed(nn.Module):
    """Takes pictures of 64 x 64 with one channel only."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1, 1, 64, 64))

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        v = F.avg_pool2d(x * self.weight, 4)
        return v, torch.ones(v.size(0), 4, v.size(2), v.size(3))


if __name__ == "__main__":
    for name, network in {
        "spots": Spots(),
        "lopsided": Lopsided(),
        "two-kinds": TwoKinds(),
        "spot-probabilities": SpotProbabilities(),
        "damaged": Damaged(),
        "no-distances": NoDistances(),
        "boxes": Boxes(),
        "named-boxes": NamedBoxes(),
        "box-table": BoxTable(),
        "sides": Sides(),
        "side-probabilities": SideProbabilities(),
        "other-operator": OtherOperator(),
        "floats-only": FloatsOnly(),
        "fixed": Fixed(),
    }.items():
        torch.jit.script(network.eval()).save(os.path.join(FOLDER, name + ".torchscript"))
