"""Classifiers of crops. Each takes (B, channels, H, W) and returns logits (B, classes).

maps(x) is what the last layer before the classifier says of each place, (B, features, h, w);
scores(maps) makes logits of it, and forward(x) is scores(maps(x)).
"""

from typing import List

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from layers import ChannelNorm, Conv, ConvNorm, Linear, Norm, Residual, Same, blank


class Classifier(nn.Module):
    """A stem that takes the channels, a body, the mean over the picture, and one linear layer."""

    def __init__(self, stem, body, features: int, dropout: float):
        super().__init__()
        self.channels = 1
        self.classes = 1
        self.dropout = dropout
        self.stem = stem
        self.body = nn.Sequential(*body)
        self.head = Linear(features, 1)

    @torch.jit.export
    def fresh(self, channels: int, classes: int, seed: int):
        torch.manual_seed(seed)
        self.channels = channels
        self.classes = classes
        self.stem.resize(channels, self.stem.outputs)
        self.head.resize(self.head.inputs, classes)
        self.stem.fresh()
        for layer in self.body:
            layer.fresh()
        self.head.fresh()

    @torch.jit.export
    def maps(self, x: Tensor) -> Tensor:
        return self.body(self.stem(x))

    @torch.jit.export
    def scores(self, maps: Tensor) -> Tensor:
        return self.head(F.dropout(maps.mean([2, 3]), self.dropout, self.training))

    def forward(self, x: Tensor) -> Tensor:
        return self.scores(self.maps(x))


class Local(Classifier):
    """A classifier of what stands in the middle of its crop, made of places with a narrow view.

    As in BagNets (Brendel and Bethge 2019, arXiv:1904.00760) each place of the last layer sees only
    a part of the crop. The maps are multiplied by a window, a Gaussian around the middle with a mean
    of 1, so what a place adds to a class's output is what it says times how near it is. The
    deviation is a sixth of the crop, whose side is about twice that of a cell.
    """

    def __init__(self, stem, body, features: int, dropout: float):
        super().__init__(stem, body, features, dropout)
        self.deviation = 1.0 / 6.0

    def axis(self, places: int, like: Tensor) -> Tensor:
        at = (torch.arange(places, device=like.device, dtype=torch.float32) + 0.5) / places - 0.5
        window = torch.exp(-0.5 * (at / self.deviation) ** 2)
        return (window / window.mean()).to(like.dtype)

    @torch.jit.export
    def maps(self, x: Tensor) -> Tensor:
        y = self.body(self.stem(x))
        return y * self.axis(y.shape[2], y).unsqueeze(1) * self.axis(y.shape[3], y)


class Pool(nn.Module):
    """Greatest of 3x3 at stride 2."""

    def fresh(self):
        pass

    def forward(self, x: Tensor) -> Tensor:
        return F.max_pool2d(x, 3, 2, 1)


def small() -> Classifier:
    """Our own, for crops of 24 to 64 pixels."""
    return Classifier(
        ConvNorm(1, 16),
        [
            Residual(16, 32, 2),
            Residual(32, 64, 2),
            Residual(64, 128, 2),
        ],
        128,
        0.2,
    )


def local() -> Local:
    """For cells in the middle of crops of 24 to 64 pixels; a place sees 37 pixels of the crop."""
    return Local(
        ConvNorm(1, 16),
        [
            Residual(16, 32, 2),
            Residual(32, 64, 2),
            Residual(64, 64),
            ConvNorm(64, 128, 1),
        ],
        128,
        0.2,
    )


def resnet18() -> Classifier:
    """He et al. 2016, doi:10.1109/CVPR.2016.90."""
    body = [Pool()]
    inputs = 64
    for outputs in (64, 128, 256, 512):
        body.append(Residual(inputs, outputs, 1 if outputs == 64 else 2))
        body.append(Residual(outputs, outputs))
        inputs = outputs
    return Classifier(ConvNorm(1, 64, 7, 2), body, 512, 0.0)


class Fire(nn.Module):
    def __init__(self, inputs: int, squeezed: int, expanded: int):
        super().__init__()
        self.squeeze = ConvNorm(inputs, squeezed, 1)
        self.one = ConvNorm(squeezed, expanded, 1)
        self.three = ConvNorm(squeezed, expanded, 3)

    def fresh(self):
        self.squeeze.fresh()
        self.one.fresh()
        self.three.fresh()

    def forward(self, x: Tensor) -> Tensor:
        y = self.squeeze(x)
        return torch.cat([self.one(y), self.three(y)], 1)


def squeezenet() -> Classifier:
    """SqueezeNet 1.1 (Iandola et al. 2016, arXiv:1602.07360), with batch normalisation."""
    body = [
        Pool(),
        Fire(64, 16, 64),
        Fire(128, 16, 64),
        Pool(),
        Fire(128, 32, 128),
        Fire(256, 32, 128),
        Pool(),
        Fire(256, 48, 192),
        Fire(384, 48, 192),
        Fire(384, 64, 256),
        Fire(512, 64, 256),
    ]
    return Classifier(ConvNorm(1, 64, 3, 2), body, 512, 0.5)


class NextBlock(nn.Module):
    """Block of a ConvNeXt."""

    def __init__(self, channels: int):
        super().__init__()
        self.channels = channels
        self.depthwise = Conv(channels, channels, 7, groups=channels, deviation=0.02)
        self.norm = ChannelNorm(channels)
        self.wide = Conv(channels, 4 * channels, 1, deviation=0.02)
        self.narrow = Conv(4 * channels, channels, 1, deviation=0.02)
        self.scale = blank()

    def fresh(self):
        self.depthwise.fresh()
        self.norm.fresh()
        self.wide.fresh()
        self.narrow.fresh()
        self.scale = torch.full([1, self.channels, 1, 1], 1e-6).requires_grad_(True)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.scale * self.narrow(F.gelu(self.wide(self.norm(self.depthwise(x)))))


class Patches(nn.Module):
    """Convolution whose stride is its kernel's size, with a normalisation before or after it."""

    def __init__(self, inputs: int, outputs: int, side: int, before: bool):
        super().__init__()
        self.inputs = inputs
        self.outputs = outputs
        self.side = side
        self.before = before
        self.norm = ChannelNorm(inputs if before else outputs)
        self.weight = blank()
        self.bias = blank()

    def resize(self, inputs: int, outputs: int):
        self.inputs = inputs
        self.outputs = outputs

    def fresh(self):
        self.norm.fresh()
        weight = torch.randn(self.outputs, self.inputs, self.side, self.side) * 0.02
        self.weight = weight.requires_grad_(True)
        self.bias = torch.zeros(self.outputs).requires_grad_(True)

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm(x) if self.before else x
        y = F.conv2d(y, self.weight, self.bias, [self.side, self.side])
        return y if self.before else self.norm(y)


def convnext_tiny() -> Classifier:
    """Liu et al. 2022, doi:10.1109/CVPR52688.2022.01167."""
    widths = (96, 192, 384, 768)
    body: List[nn.Module] = []
    for i, blocks in enumerate((3, 3, 9, 3)):
        if i > 0:
            body.append(Patches(widths[i - 1], widths[i], 2, True))
        body.extend(NextBlock(widths[i]) for _ in range(blocks))
    body.append(ChannelNorm(768))
    return Classifier(Patches(1, 96, 4, False), body, 768, 0.0)


class Inverted(nn.Module):
    """Inverted bottleneck with squeeze and excitation."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int):
        super().__init__()
        wide = inputs * expansion
        self.kept = stride == 1 and inputs == outputs
        self.expand = ConvNorm(inputs, wide, 1, activation="silu") if expansion > 1 else Same()
        self.depthwise = ConvNorm(wide, wide, kernel, stride, groups=wide, activation="silu")
        self.squeeze = Conv(wide, max(1, inputs // 4), 1)
        self.excite = Conv(max(1, inputs // 4), wide, 1)
        self.project = ConvNorm(wide, outputs, 1, activation="none")

    def fresh(self):
        self.expand.fresh()
        self.depthwise.fresh()
        self.squeeze.fresh()
        self.excite.fresh()
        self.project.fresh()

    def forward(self, x: Tensor) -> Tensor:
        y = self.depthwise(self.expand(x))
        weights = self.excite(F.silu(self.squeeze(y.mean([2, 3], True))))
        y = self.project(y * torch.sigmoid(weights))
        return x + y if self.kept else y


def efficientnet_b0() -> Classifier:
    """Tan and Le 2019, arXiv:1905.11946; without stochastic depth."""
    body: List[nn.Module] = []
    inputs = 32
    for expansion, kernel, stride, outputs, blocks in (
        (1, 3, 1, 16, 1),
        (6, 3, 2, 24, 2),
        (6, 5, 2, 40, 2),
        (6, 3, 2, 80, 3),
        (6, 5, 1, 112, 3),
        (6, 5, 2, 192, 4),
        (6, 3, 1, 320, 1),
    ):
        for block in range(blocks):
            body.append(Inverted(inputs, outputs, kernel, stride if block == 0 else 1, expansion))
            inputs = outputs
    body.append(ConvNorm(320, 1280, 1, activation="silu"))
    return Classifier(ConvNorm(1, 32, 3, 2, activation="silu"), body, 1280, 0.2)


class Dense(nn.Module):
    """One layer of a dense block: its output stands beside its input."""

    def __init__(self, inputs: int, growth: int):
        super().__init__()
        self.norm = Norm(inputs)
        self.narrow = ConvNorm(inputs, 4 * growth, 1)
        self.conv = Conv(4 * growth, growth, 3)

    def fresh(self):
        self.norm.fresh()
        self.narrow.fresh()
        self.conv.fresh()

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([x, self.conv(self.narrow(torch.relu(self.norm(x))))], 1)


class Transition(nn.Module):
    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.norm = Norm(inputs)
        self.conv = Conv(inputs, outputs, 1)

    def fresh(self):
        self.norm.fresh()
        self.conv.fresh()

    def forward(self, x: Tensor) -> Tensor:
        return F.avg_pool2d(self.conv(torch.relu(self.norm(x))), 2, 2, 0, True)


class NormRelu(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.norm = Norm(channels)

    def fresh(self):
        self.norm.fresh()

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.norm(x))


def densenet121() -> Classifier:
    """Huang et al. 2017, doi:10.1109/CVPR.2017.243."""
    body: List[nn.Module] = [Pool()]
    channels = 64
    for i, layers in enumerate((6, 12, 24, 16)):
        for _ in range(layers):
            body.append(Dense(channels, 32))
            channels += 32
        if i < 3:
            body.append(Transition(channels, channels // 2))
            channels //= 2
    body.append(NormRelu(channels))
    return Classifier(ConvNorm(1, 64, 7, 2), body, channels, 0.0)


class Branches(nn.Module):
    """Up to four branches side by side; the last may pool (0 no, 1 mean, 2 greatest at stride 2)."""

    def __init__(self, a, b, c, d, pooled: int):
        super().__init__()
        self.a = nn.Sequential(*a)
        self.b = nn.Sequential(*b)
        self.c = nn.Sequential(*c)
        self.d = nn.Sequential(*d)
        self.pooled = pooled

    def fresh(self):
        for layer in self.a:
            layer.fresh()
        for layer in self.b:
            layer.fresh()
        for layer in self.c:
            layer.fresh()
        for layer in self.d:
            layer.fresh()

    def forward(self, x: Tensor) -> Tensor:
        if self.pooled == 1:
            p = F.avg_pool2d(x, 3, 1, 1, False, False)
        elif self.pooled == 2:
            p = F.max_pool2d(x, 3, 2, 1)
        else:
            p = x
        return torch.cat([self.a(x), self.b(x), self.c(x), self.d(p)], 1)


def inception() -> Classifier:
    """After Inception-v3 (Szegedy et al. 2016, doi:10.1109/CVPR.2016.308).

    Without the auxiliary head; edges are padded so that crops from 32 pixels on go through; in the
    last blocks the split branches are single convolutions.
    """
    n = ConvNorm
    body: List[nn.Module] = [n(32, 32), n(32, 64), Pool(), n(64, 80, 1), n(80, 192), Pool()]
    inputs = 192
    for pool in (32, 64, 64):
        body.append(
            Branches(
                [n(inputs, 64, 1)],
                [n(inputs, 48, 1), n(48, 64, 5)],
                [n(inputs, 64, 1), n(64, 96), n(96, 96)],
                [n(inputs, pool, 1)],
                1,
            )
        )
        inputs = 224 + pool
    body.append(
        Branches(
            [n(288, 192, 1), n(192, 192, stride=2)],
            [n(288, 192, stride=2)],
            [n(288, 64, 1), n(64, 96), n(96, 96, stride=2)],
            [Same()],
            2,
        )
    )
    for middle in (128, 160, 160, 192):
        body.append(
            Branches(
                [n(768, 192, 1)],
                [n(768, middle, 1), n(middle, middle, (1, 7)), n(middle, 192, (7, 1))],
                [
                    n(768, middle, 1),
                    n(middle, middle, (7, 1)),
                    n(middle, middle, (1, 7)),
                    n(middle, middle, (7, 1)),
                    n(middle, 192, (1, 7)),
                ],
                [n(768, 192, 1)],
                1,
            )
        )
    body.append(
        Branches(
            [n(768, 192, 1), n(192, 320, stride=2)],
            [n(768, 192, 1), n(192, 192, (1, 7)), n(192, 192, (7, 1), 2)],
            [n(768, 192, 1), n(192, 192, stride=2)],
            [Same()],
            2,
        )
    )
    inputs = 320 + 192 + 192 + 768
    for _ in range(2):
        body.append(
            Branches(
                [n(inputs, 320, 1)],
                [n(inputs, 384, 1), n(384, 768)],
                [n(inputs, 448, 1), n(448, 384), n(384, 768)],
                [n(inputs, 192, 1)],
                1,
            )
        )
        inputs = 320 + 768 + 768 + 192
    return Classifier(n(1, 32, 3, 2), body, inputs, 0.5)
