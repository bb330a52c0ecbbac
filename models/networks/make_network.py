#!/usr/bin/env python3
"""Scripts a network as TorchScript.

  make_network.py --architecture detector --channels 1 --classes 2 --seed 1 --out detector.torchscript
  make_network.py --architecture small --blank --out small.torchscript

A blank file has no weights yet: its method fresh(channels, classes, seed) makes them, in Python or
in Java. Made with torch 1.13 (Debian's python3-torch); runs with torch 1.13 to 2.7.
"""

import argparse

import torch

import classifiers
from detector import Detector

ARCHITECTURES = {
    "detector": Detector,
    "detector-light": lambda: Detector(0.5),
    "small": classifiers.small,
    "local": classifiers.local,
    "resnet18": classifiers.resnet18,
    "squeezenet": classifiers.squeezenet,
    "convnext-tiny": classifiers.convnext_tiny,
    "efficientnet-b0": classifiers.efficientnet_b0,
    "densenet121": classifiers.densenet121,
    "inception": classifiers.inception,
}


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more, got {text}")
    return number


def weights(network) -> int:
    return sum(p.numel() for p in network.parameters())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--architecture", required=True, choices=sorted(ARCHITECTURES))
    parser.add_argument("--channels", type=positive, default=1, help="input channels")
    parser.add_argument("--classes", type=positive, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--blank", action="store_true", help="without weights")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    network = torch.jit.script(ARCHITECTURES[arguments.architecture]())
    if not arguments.blank:
        network.fresh(arguments.channels, arguments.classes, arguments.seed)
    network.eval()
    network.save(arguments.out)
    print(f"{arguments.out}: {arguments.architecture}, {weights(network):,} weights")


if __name__ == "__main__":
    main()
