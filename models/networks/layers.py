"""Layers whose weights can be made anew inside TorchScript.

Every layer here has two methods besides forward:
  resize(inputs, outputs)  says how many channels come in and go out from now on
  fresh()                  draws new weights of that size

So one scripted file serves any number of input channels and classes, and a network that has not
been made yet ("blank") holds one zero for each weight tensor and takes a few kilobytes.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn



def blank() -> nn.Parameter:
    return nn.Parameter(torch.zeros(1))


class Norm(nn.Module):
    """Batch normalisation; with the running figures when it isn't training."""

    def __init__(self, channels: int):
        super().__init__()
        self.channels = channels
        self.gain = blank()
        self.shift = blank()
        self.register_buffer("mean", torch.zeros(1))
        self.register_buffer("variance", torch.ones(1))

    def resize(self, channels: int):
        self.channels = channels

    def fresh(self):
        self.gain = torch.ones(self.channels).requires_grad_(True)
        self.shift = torch.zeros(self.channels).requires_grad_(True)
        self.mean = torch.zeros(self.channels)
        self.variance = torch.ones(self.channels)

    def forward(self, x: Tensor) -> Tensor:
        return F.batch_norm(
            x, self.mean, self.variance, self.gain, self.shift, self.training, 0.1, 1e-5
        )


class Conv(nn.Module):
    """Convolution with a bias, padded so that stride 1 keeps the size."""

    def __init__(self, inputs, outputs, kernel=3, stride=1, groups=1, dilation=1, deviation=0.0):
        super().__init__()
        rows, columns = kernel if isinstance(kernel, tuple) else (kernel, kernel)
        self.inputs = inputs
        self.outputs = outputs
        self.rows = rows
        self.columns = columns
        self.stride = stride
        self.groups = groups
        self.dilation = dilation
        self.deviation = deviation
        self.weight = blank()
        self.bias = blank()

    def resize(self, inputs: int, outputs: int):
        self.inputs = inputs
        self.outputs = outputs

    def fresh(self):
        fan_out = self.outputs * self.rows * self.columns // self.groups
        deviation = self.deviation if self.deviation > 0 else math.sqrt(2.0 / fan_out)
        shape = [self.outputs, self.inputs // self.groups, self.rows, self.columns]
        self.weight = (torch.randn(shape) * deviation).requires_grad_(True)
        self.bias = torch.zeros(self.outputs).requires_grad_(True)

    def forward(self, x: Tensor) -> Tensor:
        padding = [self.dilation * (self.rows // 2), self.dilation * (self.columns // 2)]
        return F.conv2d(
            x,
            self.weight,
            self.bias,
            [self.stride, self.stride],
            padding,
            [self.dilation, self.dilation],
            self.groups,
        )


class ConvNorm(nn.Module):
    """Convolution, batch normalisation, and an activation: "relu", "silu" or "none".

    When it isn't training the normalisation is folded into the kernel, so it costs nothing. The
    folding is done at each call: the kernel is small beside the picture.
    """

    def __init__(
        self, inputs, outputs, kernel=3, stride=1, groups=1, dilation=1, activation="relu"
    ):
        super().__init__()
        rows, columns = kernel if isinstance(kernel, tuple) else (kernel, kernel)
        self.inputs = inputs
        self.outputs = outputs
        self.rows = rows
        self.columns = columns
        self.stride = stride
        self.groups = groups
        self.dilation = dilation
        self.activation = {"none": 0, "relu": 1, "silu": 2}[activation]
        self.weight = blank()
        self.gain = blank()
        self.shift = blank()
        self.register_buffer("mean", torch.zeros(1))
        self.register_buffer("variance", torch.ones(1))

    def resize(self, inputs: int, outputs: int):
        self.inputs = inputs
        self.outputs = outputs

    def fresh(self):
        fan_out = self.outputs * self.rows * self.columns // self.groups
        shape = [self.outputs, self.inputs // self.groups, self.rows, self.columns]
        self.weight = (torch.randn(shape) * math.sqrt(2.0 / fan_out)).requires_grad_(True)
        self.gain = torch.ones(self.outputs).requires_grad_(True)
        self.shift = torch.zeros(self.outputs).requires_grad_(True)
        self.mean = torch.zeros(self.outputs)
        self.variance = torch.ones(self.outputs)

    def forward(self, x: Tensor) -> Tensor:
        stride = [self.stride, self.stride]
        padding = [self.dilation * (self.rows // 2), self.dilation * (self.columns // 2)]
        dilation = [self.dilation, self.dilation]
        if self.training:
            y = F.conv2d(x, self.weight, None, stride, padding, dilation, self.groups)
            y = F.batch_norm(
                y, self.mean, self.variance, self.gain, self.shift, True, 0.1, 1e-5
            )
        else:
            factor = self.gain * torch.rsqrt(self.variance + 1e-5)
            weight = self.weight * factor.view(-1, 1, 1, 1)
            bias = self.shift - self.mean * factor
            y = F.conv2d(x, weight, bias, stride, padding, dilation, self.groups)
        if self.activation == 1:
            y = torch.relu_(y)
        elif self.activation == 2:
            y = F.silu(y)
        return y


class Linear(nn.Module):
    """Fully connected layer."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.inputs = inputs
        self.outputs = outputs
        self.weight = blank()
        self.bias = blank()

    def resize(self, inputs: int, outputs: int):
        self.inputs = inputs
        self.outputs = outputs

    def fresh(self):
        deviation = math.sqrt(1.0 / self.inputs)
        self.weight = (torch.randn(self.outputs, self.inputs) * deviation).requires_grad_(True)
        self.bias = torch.zeros(self.outputs).requires_grad_(True)

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight, self.bias)


class ChannelNorm(nn.Module):
    """Layer normalisation over the channels of each pixel."""

    def __init__(self, channels: int):
        super().__init__()
        self.channels = channels
        self.gain = blank()
        self.shift = blank()

    def fresh(self):
        self.gain = torch.ones(self.channels).requires_grad_(True)
        self.shift = torch.zeros(self.channels).requires_grad_(True)

    def forward(self, x: Tensor) -> Tensor:
        y = F.layer_norm(
            x.permute(0, 2, 3, 1), [self.channels], self.gain, self.shift, 1e-5
        )
        return y.permute(0, 3, 1, 2)


class Same(nn.Module):
    """What comes in goes out."""

    def fresh(self):
        pass

    def forward(self, x: Tensor) -> Tensor:
        return x


class Residual(nn.Module):
    """Two 3x3 convolutions around a shortcut (He et al. 2016, doi:10.1109/CVPR.2016.90)."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1, dilation: int = 1):
        super().__init__()
        self.first = ConvNorm(inputs, outputs, 3, stride, dilation=dilation)
        self.second = ConvNorm(outputs, outputs, 3, dilation=dilation, activation="none")
        projected = stride != 1 or inputs != outputs
        self.shortcut = (
            ConvNorm(inputs, outputs, 1, stride, activation="none") if projected else Same()
        )

    def fresh(self):
        self.first.fresh()
        self.second.fresh()
        self.shortcut.fresh()

    def forward(self, x: Tensor) -> Tensor:
        y = self.second(self.first(x))
        return torch.relu_(y + self.shortcut(x))
