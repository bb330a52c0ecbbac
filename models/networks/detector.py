"""The default detector: anchor-free, one level, fully convolutional."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from layers import Conv, ConvNorm, Residual

class Detector(nn.Module):
    """Score maps and box distances at a quarter of the input's size.

    A U shape: down to a sixteenth, back up to a quarter with sums across (feature pyramid, Lin et
    al. 2017, doi:10.1109/CVPR.2017.106), and there two heads as in FCOS (Tian et al. 2019,
    doi:10.1109/ICCV.2019.00972). One level serves cells of 10 to 250 pixels: the dilated blocks at
    a sixteenth see that far, and the exponential of the distances spans it.
    """

    def __init__(self, width: float = 1.0):
        super().__init__()
        w = [max(8, int(round(c * width / 8)) * 8) for c in (24, 48, 96, 128, 64)]
        self.channels = 1
        self.classes = 1
        self.stem = ConvNorm(1, w[0], stride=2)
        self.second = ConvNorm(w[0], w[0])
        self.quarter = nn.Sequential(ConvNorm(w[0], w[1], stride=2), Residual(w[1], w[1]))
        self.eighth = nn.Sequential(ConvNorm(w[1], w[2], stride=2), Residual(w[2], w[2]))
        self.sixteenth = nn.Sequential(
            ConvNorm(w[2], w[3], stride=2), Residual(w[3], w[3]), Residual(w[3], w[3], dilation=2)
        )
        self.across16 = ConvNorm(w[3], w[4], 1)
        self.across8 = ConvNorm(w[2], w[4], 1)
        self.across4 = ConvNorm(w[1], w[4], 1)
        self.smooth8 = ConvNorm(w[4], w[4])
        self.smooth4 = ConvNorm(w[4], w[4])
        self.score_tower = ConvNorm(w[4], w[4])
        self.box_tower = ConvNorm(w[4], w[4])
        self.scores = Conv(w[4], 1, 1, deviation=0.01)
        self.boxes = Conv(w[4], 4, 1, deviation=0.01)

    @torch.jit.export
    def fresh(self, channels: int, classes: int, seed: int):
        torch.manual_seed(seed)
        self.channels = channels
        self.classes = classes
        self.stem.resize(channels, self.stem.outputs)
        self.scores.resize(self.scores.inputs, classes)
        self.stem.fresh()
        self.second.fresh()
        for layer in self.quarter:
            layer.fresh()
        for layer in self.eighth:
            layer.fresh()
        for layer in self.sixteenth:
            layer.fresh()
        self.across16.fresh()
        self.across8.fresh()
        self.across4.fresh()
        self.smooth8.fresh()
        self.smooth4.fresh()
        self.score_tower.fresh()
        self.box_tower.fresh()
        self.scores.fresh()
        self.boxes.fresh()
        # A score of 0.01 everywhere before anything is learned.
        self.scores.bias = torch.full([classes], -4.6).requires_grad_(True)

    def forward(self, x: Tensor):
        c4 = self.quarter(self.second(self.stem(x)))
        c8 = self.eighth(c4)
        c16 = self.sixteenth(c8)
        p16 = self.across16(c16)
        p8 = self.smooth8(self.across8(c8) + F.interpolate(p16, scale_factor=2.0, mode="nearest"))
        p4 = self.smooth4(self.across4(c4) + F.interpolate(p8, scale_factor=2.0, mode="nearest"))
        scores = self.scores(self.score_tower(p4))
        raw = self.boxes(self.box_tower(p4))
        # The raw output 0 stands for 16 pixels; from 0.1 to 2400 pixels can be said.
        distances = 16.0 * torch.exp(torch.clamp(raw, -5.0, 5.0))
        return scores, distances
