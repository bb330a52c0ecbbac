#!/usr/bin/env python3
"""Makes a model package for Unstained out of a network in TorchScript.

From the command line, for a file that torch.jit.save has written:

    python3 package_model.py my.torchscript --task classification --name my-classifier \\
        --classes "Living Cell,Dead Cell" --size 48 --out my-classifier.zip

or from Python, for a network that is at hand:

    from package_model import package
    package(network, "my-classifier.zip", task="classification", name="my-classifier",
            classes=["Living Cell", "Dead Cell"], size=48)

The network takes float32 (batch, channels, height, width). What it may return, and what else
rdf.yaml may say, is written in docs/models.md. Needs PyTorch 1.13 to 2.7 and nothing else.
"""

import argparse
import hashlib
import io
import json
import zipfile

import torch

FORMATS = {"detection": ("maps", "boxes"), "classification": ("logits", "probabilities")}
NORMALISATIONS = {
    # Of the whole plane; every channel by itself.
    "zero-mean": {"id": "zero_mean_unit_variance", "kwargs": {"axes": ["x", "y"]}},
    "percentiles": {
        "id": "scale_range",
        "kwargs": {"axes": ["x", "y"], "min_percentile": 1, "max_percentile": 99.8},
    },
    # Grey values of 8 bits become 0 to 1.
    "bytes": {"id": "scale_linear", "kwargs": {"gain": 1 / 255, "offset": 0}},
    "none": None,
}


def package(network, out, task, name, classes, size, step=0, channels=("brightfield",),
            format=None, first_class=0, normalise="zero-mean", pixel=None, score=0.5,
            description="", version="1.0.0"):
    """Writes a zip that Models... installs.

    network: a torch.nn.Module, scripted or not; it is put into evaluation mode and scripted.
    size, step: side of the input in pixels; with a step also size + step, size + 2 step, ...
    pixel: micrometres a pixel that images are brought to; None takes pixels as they are.
    """
    if task not in FORMATS:
        raise ValueError(f"A task is detection or classification, got '{task}'")
    format = format or FORMATS[task][0]
    if format not in FORMATS[task]:
        raise ValueError(f"A model for {task} returns one of {FORMATS[task]}, got '{format}'")
    weights = scripted(network)
    try_out(weights, len(channels), size, task, format, len(classes))
    file = io.BytesIO()
    torch.jit.save(weights, file)
    side = {"min": size, "step": step} if step else size
    space = {"unit": "micrometer", "scale": pixel} if pixel else {}
    preprocessing = NORMALISATIONS[normalise]
    unstained = {"task": task, "classes": list(classes), "output": {"format": format},
                 "defaults": {"score": score}}
    if task == "classification" and all(hasattr(weights, m) for m in ("maps", "scores")):
        unstained["output"]["last_layer"] = {"maps": "maps", "scores": "scores"}
    if first_class:
        unstained["output"]["first_class"] = first_class
    rdf = {
        "type": "model",
        "format_version": "0.5.4",
        "name": name,
        "description": description or f"{task} of {', '.join(classes)}",
        "version": version,
        "inputs": [{
            "id": "input",
            "axes": [
                {"type": "batch"},
                {"type": "channel", "channel_names": list(channels)},
                {"type": "space", "id": "y", "size": side, **space},
                {"type": "space", "id": "x", "size": side, **space},
            ],
            "preprocessing": [preprocessing] if preprocessing else [],
        }],
        "weights": {"torchscript": {
            "source": "weights.torchscript",
            "sha256": hashlib.sha256(file.getvalue()).hexdigest(),
            "pytorch_version": torch.__version__.split("+")[0],
        }},
        "config": {"unstained": unstained},
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("rdf.yaml", json.dumps(rdf, indent=1))  # JSON is YAML, too
        package.writestr("weights.torchscript", file.getvalue())


def scripted(network):
    network = network.eval()
    return network if isinstance(network, torch.jit.ScriptModule) else torch.jit.script(network)


def try_out(network, channels, size, task, format, classes):
    """Shows the network an input of zeros, so that a mistake is seen here and not in Fiji."""
    with torch.no_grad():
        result = network(torch.zeros(1, channels, size, size))
    if task == "classification" and tuple(result.shape) != (1, classes):
        raise ValueError(f"The network returned {tuple(result.shape)}, (1, {classes}) was expected")
    if format == "maps":
        scores, distances = result[0], result[1]
        if scores.shape[1] != classes or distances.shape[1] != 4:
            raise ValueError(f"The network returned {tuple(scores.shape)} and "
                             f"{tuple(distances.shape)}; (1, {classes}, h, w) and (1, 4, h, w) "
                             "were expected")


def main():
    parser = argparse.ArgumentParser(
        description="Makes a model package for Unstained out of a network in TorchScript.")
    parser.add_argument("network", help="file that torch.jit.save has written")
    parser.add_argument("--task", required=True, choices=FORMATS)
    parser.add_argument("--name", required=True)
    parser.add_argument("--classes", required=True, help="with commas between them")
    parser.add_argument("--size", required=True, type=int, help="side of the input in pixels")
    parser.add_argument("--step", type=int, default=0, help="larger inputs go up by this")
    parser.add_argument("--channels", default="brightfield", help="names, with commas between them")
    parser.add_argument("--format", choices=sum(FORMATS.values(), ()), help="what it returns")
    parser.add_argument("--first-class", type=int, default=0, choices=(0, 1))
    parser.add_argument("--normalise", default="zero-mean", choices=NORMALISATIONS)
    parser.add_argument("--pixel", type=float, help="micrometres a pixel")
    parser.add_argument("--score", type=float, default=0.5, help="least score that is shown")
    parser.add_argument("--out", required=True, help="the zip")
    given = parser.parse_args()
    package(torch.jit.load(given.network, map_location="cpu"), given.out, given.task, given.name,
            given.classes.split(","), given.size, given.step, given.channels.split(","),
            given.format, given.first_class, given.normalise, given.pixel, given.score)


if __name__ == "__main__":
    main()
