#!/usr/bin/env python3
"""How fast networks run on this machine, by batch and precision: what a graphics card brings.

    python3 network_speed.py                                  the models that come with Unstained
    python3 network_speed.py my-model.zip my.torchscript      others: packages, folders, TorchScript files
    python3 network_speed.py --device cpu --batch 1,2,8 --seconds 1

Prints a line for each batch, precision and memory layout: images a second (tiles of --side pixels) and
megapixels a second for detectors, cells a second for classifiers, the memory that it took (CUDA only), and how far
the outputs are from those of float32 (the largest difference, and the mean one). Needs PyTorch 1.13 or
later and nothing else; on a machine without CUDA it runs on the processor, in float32 unless --precision says
otherwise.

`float16` and `bfloat16` convert weights and input (module.half(), module.bfloat16()); `autocast` leaves the
weights and lets PyTorch choose by operation. `last` means channels last in memory.
"""

import argparse
import contextlib
import copy
import io
import os
import re
import sys
import time
import zipfile

import torch

SHIPPED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "main", "resources", "models")
WEIGHTS = "weights.torchscript"


class Refused(Exception):
    """Says what is wrong with a model."""


def open_model(path):
    """The network and the package's text (empty for a bare file)."""
    if os.path.isdir(path):
        with open(os.path.join(path, "rdf.yaml"), encoding="utf-8") as f:
            text = f.read()
        return torch.jit.load(os.path.join(path, weights_of(text)), map_location="cpu"), text
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            if "rdf.yaml" in names:
                text = package.read("rdf.yaml").decode("utf-8")
                return torch.jit.load(io.BytesIO(package.read(weights_of(text))), map_location="cpu"), text
    return torch.jit.load(path, map_location="cpu"), ""


def weights_of(text):
    found = re.search(r"torchscript:\s*\n(?:\s+.*\n)*?\s+source:\s*(\S+)", text)
    return found.group(1) if found else WEIGHTS


def channels_of(network):
    for weight in network.parameters():
        if weight.dim() == 4:
            return weight.shape[1]
    raise Refused("it has no convolution, so nobody knows how many channels it takes; use --channels")


def side_of(text, detector, asked):
    """Sides that the package fixes come first; detectors take what they are given."""
    if asked:
        return asked
    fixed = re.search(r"id: x\s*\n\s+size: (\d+)", text)
    return int(fixed.group(1)) if fixed else 512 if detector else 48


def tensors(output):
    return [t.float().cpu() for t in output] if isinstance(output, (tuple, list)) else [output.float().cpu()]


def is_detector(network, channels):
    with torch.no_grad():
        return isinstance(network(torch.zeros(1, channels, 64, 64)), (tuple, list))


def variants(device, precisions):
    """Most processors only pretend to have half precision, and take long."""
    kinds = precisions or (["float32"] if device == "cpu" else ["float32", "float16", "bfloat16", "autocast"])
    return [(kind, last) for kind in kinds for last in (False, True)]


def prepared(network, kind, last, device):
    network = copy.deepcopy(network).to(device)
    if kind in ("float16", "bfloat16"):
        network = network.to(getattr(torch, kind))
    if last:
        network = network.to(memory_format=torch.channels_last)
    return network.eval()


def inputs(batch, channels, side, kind, last, device):
    values = torch.randn(batch, channels, side, side, generator=torch.Generator().manual_seed(1)).to(device)
    if kind in ("float16", "bfloat16"):
        values = values.to(getattr(torch, kind))
    return values.contiguous(memory_format=torch.channels_last) if last else values


def casting(kind, device):
    if kind != "autocast":
        return contextlib.nullcontext()
    return torch.autocast(device.split(":")[0], dtype=torch.bfloat16 if device == "cpu" else torch.float16)


def measure(network, values, kind, device, seconds):
    """Passes a second, and the outputs."""
    cuda = device.startswith("cuda")
    wait = torch.cuda.synchronize if cuda else lambda: None
    with torch.no_grad(), casting(kind, device):
        for _ in range(3):
            output = network(values)
        wait()
        if cuda:
            torch.cuda.reset_peak_memory_stats()
        passes, start = 0, time.perf_counter()
        while passes < 2 or time.perf_counter() - start < seconds:
            output = network(values)
            wait()
            passes += 1
        return passes / (time.perf_counter() - start), tensors(output)


def run(path, arguments):
    network, text = open_model(path)
    network.eval()
    for weight in network.parameters():
        weight.requires_grad_(False)
    channels = arguments.channels or channels_of(network)
    detector = is_detector(network, channels)
    side = side_of(text, detector, arguments.side)
    batches = arguments.batch or ([1, 2, 4, 8, 16] if detector else [1, 8, 32, 128, 256, 512])
    print("\n%s: %s, %d channels, %d x %d pixels" % (
        os.path.basename(os.path.normpath(path)), "detector" if detector else "classifier", channels, side, side))
    rate = "images/s     Mpx/s" if detector else "           cells/s"
    print("%-9s %-5s %5s %s %9s %10s %10s" % ("precision", "last", "batch", rate, "MB", "largest", "mean diff."))
    for kind, last in variants(arguments.device, arguments.precision):
        for batch in batches:
            line = "%-9s %-5s %5d " % (kind, "yes" if last else "no", batch)
            try:
                values = inputs(batch, channels, side, kind, last, arguments.device)
                passes, output = measure(
                    prepared(network, kind, last, arguments.device), values, kind, arguments.device, arguments.seconds)
                with torch.no_grad():
                    exact = tensors(network.to(arguments.device)(inputs(batch, channels, side, "float32", False, arguments.device)))
            except RuntimeError as e:
                print(line + "not here: " + str(e).strip().splitlines()[-1][:90])
                if arguments.device.startswith("cuda"):
                    torch.cuda.empty_cache()
                continue
            differences = [(a - b).abs() for a, b in zip(output, exact)]
            images = passes * batch
            rate = "%8.1f %9.2f" % (images, images * side * side / 1e6) if detector else "%18.0f" % images
            memory = "%9.0f" % (torch.cuda.max_memory_allocated() / 1e6) if arguments.device.startswith("cuda") else "        –"
            print("%s%s %s %10.2g %10.2g" % (
                line, rate, memory, max(d.max().item() for d in differences),
                sum(d.mean().item() for d in differences) / len(differences)), flush=True)


def whole(text):
    return [int(word) for word in text.split(",")]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n")[0], epilog="\n".join(__doc__.split("\n")[1:]),
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", help="packages or TorchScript files")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--batch", type=whole, help="batches, with commas between")
    parser.add_argument("--precision", type=lambda text: text.split(","),
                        help="float32, float16, bfloat16, autocast, with commas between")
    parser.add_argument("--side", type=int, help="pixels of a side")
    parser.add_argument("--channels", type=int)
    parser.add_argument("--seconds", type=float, default=2, help="how long each line is timed")
    arguments = parser.parse_args()
    models = arguments.models or sorted(
        os.path.join(SHIPPED, name) for name in os.listdir(SHIPPED) if os.path.isdir(os.path.join(SHIPPED, name)))
    name = torch.cuda.get_device_name(arguments.device) if arguments.device.startswith("cuda") else \
        "%d threads" % torch.get_num_threads()
    print("PyTorch %s on %s (%s)" % (torch.__version__, arguments.device, name))
    failed = False
    for model in models:
        try:
            run(model, arguments)
        except (OSError, RuntimeError, Refused) as e:
            failed = True
            print("%s: %s" % (model, str(e).strip().splitlines()[0]), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
