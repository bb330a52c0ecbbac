#!/usr/bin/env python3
"""Adds the last layer before the classifier to a network in TorchScript, as two methods:

  maps(x)       what the last layer before the classifier says of each place, (B, C, h, w);
                (B, C, 1, 1) where nothing is left of the places
  scores(maps)  what the network returns, made of them

scores(maps(x)) is what the network returns for x; this is tried before anything is written.
Unstained needs both for the features of cells and for class activation maps.

For a model package, a folder or a zip that Models... installs; sizes are read from it:

  python3 add_features.py my-classifier.zip --out my-classifier-features.zip

For a file that torch.jit.save has written; name maps and scores in rdf.yaml yourself
(docs/models.md):

  python3 add_features.py my.torchscript --channels 1 --size 48 --out my-features.torchscript

A network of Unstained's own stays as it is, but for the methods. Any other, scripted or traced, is
frozen first: it gives the same scores, but can't be trained any further. Keep the old file for
that. The places are looked for upwards from the last fully connected layer (or convolution), through
poolings and whatever else has one input. Needs PyTorch 1.13 to 2.7 and nothing else.
"""

import argparse
import hashlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import zipfile

import torch

# The layer that makes scores of features: fully connected, or a convolution before the last mean.
LINEAR = ("aten::linear", "aten::addmm", "aten::matmul", "aten::mm", "aten::conv2d",
          "aten::_convolution")
POOLINGS = ("aten::mean", "aten::adaptive_avg_pool2d", "aten::adaptive_max_pool2d",
            "aten::avg_pool2d", "aten::max_pool2d", "aten::amax")
TOLERANCE = 1e-5


class Refused(Exception):
    """Says what is wrong with the network or the package, and what to do."""


def add_features(network, example):
    """The network with the methods maps and scores.

    network: a torch.jit.ScriptModule, put into evaluation mode here.
    example: an input of zeros or anything else, (1, channels, height, width).
    """
    network.eval()
    if has_methods(network):
        changed = network
    elif is_ours(network):
        changed = with_methods(network)
    else:
        changed = cut(network, example)
    check(network, changed, example)
    return changed


def has_methods(network):
    return all(hasattr(network, name) for name in ("maps", "scores"))


def is_ours(network):
    """Stem, body, the mean over the picture and a head, as networks/classifiers.py has them."""
    code = getattr(network, "code", "")
    return all(hasattr(network, part) for part in ("stem", "body", "head")) and re.search(
        r"torch\.mean\(\(body\)\.forward\(\(stem\)\.forward\(x, \), \), \[2, 3\]\)", code)


def with_methods(network):
    network.define("""
def maps(self, x: Tensor) -> Tensor:
    return self.body.forward(self.stem.forward(x))
""")
    network.define("""
def scores(self, maps: Tensor) -> Tensor:
    y = torch.dropout(maps.mean([2, 3]), self.dropout, self.training)
    return self.head.forward(y)
""")
    return network


def cut(network, example):
    """The frozen network in two functions, before and after the last map of places."""
    frozen = torch.jit.freeze(network, optimize_numerics=False)
    graph = frozen.graph.copy()
    inputs = list(graph.inputs())
    if len(inputs) != 2:
        raise Refused(f"takes {len(inputs) - 1} inputs, and one was expected")
    if inputs[0].uses():
        raise Refused("can't be frozen, so it can't be cut; give it the methods maps(x) and"
                      " scores(maps) with @torch.jit.export")
    graph.eraseInput(0)
    torch._C._jit_pass_remove_mutation(graph)
    linear = last_linear(graph)
    place, flat = last_place(graph, linear, example)
    before = function("maps", ending_at(graph, place))
    after = function("scores", beginning_at(graph, place))
    return torch.jit.script(Halves(before, after, flat)).eval()


class Halves(torch.nn.Module):
    """A network that was cut in two."""

    def __init__(self, before, after, flat):
        super().__init__()
        self.before = before
        self.after = after
        self.flat = flat

    @torch.jit.export
    def maps(self, x: torch.Tensor) -> torch.Tensor:
        y = self.before(x)
        return y.unsqueeze(2).unsqueeze(3) if self.flat else y

    @torch.jit.export
    def scores(self, maps: torch.Tensor) -> torch.Tensor:
        return self.after(maps.squeeze(3).squeeze(2) if self.flat else maps)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.scores(self.maps(x))


def last_linear(graph):
    """The layer with weights that is nearest to the output, upwards through what has one input."""
    if len(list(graph.outputs())) != 1:
        raise Refused("returns more than one value; a classifier returns scores alone")
    value = next(graph.outputs())
    while value is not None:
        node = value.node()
        if node.kind() in LINEAR:
            return node
        value = only_tensor(node)
    raise Refused("has no fully connected layer or convolution at its end, so it isn't known where"
                  " its features are; give it the methods maps(x) and scores(maps) with @torch.jit.export")


def only_tensor(node):
    """The one tensor that a node makes something of; None if it has none or more."""
    if node.kind() == "aten::addmm":
        return list(node.inputs())[1]
    tensors = [i for i in node.inputs()
               if i.type().kind() == "TensorType" and i.node().kind() != "prim::Constant"]
    return tensors[0] if len(tensors) == 1 else None


def last_place(graph, linear, example):
    """The last value that has places, before the last pooling if there is one, and whether the one
    that is taken has none."""
    features = only_tensor(linear)
    if features is None:
        raise Refused("has a last layer whose input isn't known")
    value, pooled, nearest = features, linear.kind().startswith("aten::conv") or (
        linear.kind() == "aten::_convolution"), None
    while value is not None and value.node().kind() != "prim::Param":
        shape = run(ending_at(graph, value), example).shape
        if len(shape) == 4 and shape[2] * shape[3] > 1:
            nearest = nearest or value
            if pooled:
                return value, False
        if nearest is not None and value.node().kind() in LINEAR:
            break
        pooled = value.node().kind() in POOLINGS
        value = only_tensor(value.node())
    if nearest is not None:
        return nearest, False
    if len(run(ending_at(graph, features), example).shape) != 2:
        raise Refused("has a last layer whose input is neither (B, C) nor (B, C, h, w)")
    return features, True


def run(graph, example):
    with torch.no_grad():
        return function("part", graph)(example)


def function(name, graph):
    return torch._C._create_function_from_graph("__torch__.last_layer." + name, graph)


def copied(graph, value):
    """A copy, and the same value in it."""
    names = {v.debugName(): None for v in values(graph)}
    copy = graph.copy()
    for old, new in zip(values(graph), values(copy)):
        names[old.debugName()] = new
    return copy, names[value.debugName()]


def values(graph):
    found = list(graph.inputs())
    for node in graph.nodes():
        found.extend(node.outputs())
    return found


def ending_at(graph, value):
    copy, end = copied(graph, value)
    while list(copy.outputs()):
        copy.eraseOutput(0)
    copy.registerOutput(end)
    torch._C._jit_pass_dce(copy)
    return copy


def beginning_at(graph, value):
    copy, begin = copied(graph, value)
    given = copy.addInput()
    given.setType(begin.type())
    begin.replaceAllUsesWith(given)
    torch._C._jit_pass_dce_allow_deleting_nodes_with_side_effects(copy)
    if next(iter(copy.inputs())).uses():
        raise Refused("goes past its last layer, so it can't be cut in two there; give it the"
                      " methods maps(x) and scores(maps) with @torch.jit.export")
    copy.eraseInput(0)
    return copy


def check(network, changed, example):
    torch.manual_seed(1)
    with torch.no_grad():
        for batch in (1, 3):
            x = torch.randn(batch, *example.shape[1:])
            old, new, halves = network(x), changed(x), changed.scores(changed.maps(x))
            limit = TOLERANCE * max(1.0, old.abs().max().item())
            for one in (new, halves):
                if one.shape != old.shape or not (one - old).abs().max().item() <= limit:
                    raise Refused("gives other scores with the methods than without; nothing was"
                                  " written")


def bytes_of(network):
    file = io.BytesIO()
    torch.jit.save(network, file)
    return file.getvalue()


def load(data):
    try:
        return torch.jit.load(io.BytesIO(data), map_location="cpu")
    except RuntimeError as e:
        raise Refused(f"is no TorchScript that PyTorch {torch.__version__} can read"
                      f" ({str(e).strip().splitlines()[0]})")


def change_package(folder):
    """Changes weights, rdf.yaml and card of a package that lies unpacked in a folder."""
    path = os.path.join(folder, "rdf.yaml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if re.search(r"['\"]?task['\"]?\s*:\s*['\"]?detection", text):
        raise Refused("is a detector; only classifiers have features")
    weights = os.path.join(folder, only(text, r"source['\"]?\s*:\s*['\"]?([^'\",}\s]+)", "source"))
    with open(weights, "rb") as file:
        old = file.read()
    changed = bytes_of(add_features(load(old), torch.zeros(example_shape(text))))
    with open(weights, "wb") as file:
        file.write(changed)
    before, after = (hashlib.sha256(data).hexdigest() for data in (old, changed))
    with open(path, "w", encoding="utf-8") as file:
        file.write(saying_so(text).replace(before, after))
    card = os.path.join(folder, "README.md")
    if os.path.isfile(card):
        with open(card, encoding="utf-8") as file:
            text = file.read()
        with open(card, "w", encoding="utf-8") as file:
            file.write(text.replace(before, after))


def only(text, pattern, name):
    found = re.search(pattern, text)
    if not found:
        raise Refused(f"says no {name} in its rdf.yaml")
    return found.group(1)


def example_shape(text):
    """(1, channels, height, width) of the input; as rdf.yaml writes them, in YAML or JSON."""
    inputs = only(text, r"(?s)inputs['\"]?\s*:(.*?)(?:outputs|weights)['\"]?\s*:", "inputs")
    names = only(inputs, r"(?s)channel_names['\"]?\s*:(.*?)(?:type|['\"]?id['\"]?\s*:)", "channels")
    channels = len(re.findall(r"^\s*- |['\"\w][^,\[\]\n]*", names.strip(), re.M)
                   if "[" in names else re.findall(r"^\s*- +(?!\s*$)(?!$)\S+.*$", names, re.M))
    sides = re.findall(r"size['\"]?\s*:\s*(?:\{?\s*['\"]?min['\"]?\s*:\s*)?(\d+)", inputs)
    if len(sides) != 2 or channels < 1:
        raise Refused("says its channels and sizes in another way than Unstained writes them; use"
                      " the file of weights with --channels and --size")
    return 1, channels, int(sides[0]), int(sides[1])


def saying_so(text):
    """rdf.yaml with last_layer in config.unstained.output."""
    if "last_layer" in text:
        return text
    try:
        rdf = json.loads(text)
    except ValueError:
        pass
    else:
        own = rdf["config"]["unstained"]
        own.setdefault("output", {})["last_layer"] = {"maps": "maps", "scores": "scores"}
        return json.dumps(rdf, indent=1)
    at = text.index("unstained:", text.index("config:"))
    head, own = text[:at], text[at:]
    layer = "last_layer: {maps: maps, scores: scores}"
    for pattern, put in (
        (r"(?m)^( +)output: *\{", r"\g<0>" + layer + ", "),
        (r"(?m)^( +)output: *\n( +)", r"\g<0>" + layer + r"\n\g<2>"),
        (r"(?m)^( +)task: .*\n", r"\g<0>\g<1>output: {" + layer + "}\n"),
    ):
        if re.search(pattern, own):
            return head + re.sub(pattern, put, own, count=1)
    raise Refused("says its output in another way than Unstained writes it; add to"
                  " config.unstained.output: " + layer)


def package(source, out):
    with tempfile.TemporaryDirectory() as temporary:
        folder = os.path.join(temporary, "package")
        if os.path.isdir(source):
            shutil.copytree(source, folder)
        else:
            with zipfile.ZipFile(source) as zipped:
                zipped.extractall(folder)
        top = folder
        if not os.path.isfile(os.path.join(top, "rdf.yaml")):
            inside = [os.path.join(folder, name) for name in os.listdir(folder)]
            inside = [p for p in inside if os.path.isfile(os.path.join(p, "rdf.yaml"))]
            if len(inside) != 1:
                raise Refused("has no rdf.yaml")
            top = inside[0]
        change_package(top)
        if out.endswith(".zip"):
            shutil.make_archive(os.path.join(temporary, "new"), "zip", top)
            shutil.move(os.path.join(temporary, "new.zip"), out)
        else:
            shutil.copytree(top, out, dirs_exist_ok=True)


def is_package(source):
    if os.path.isdir(source):
        return True
    with zipfile.ZipFile(source) as zipped:
        return any(name.split("/")[-1] == "rdf.yaml" for name in zipped.namelist())


def main():
    parser = argparse.ArgumentParser(
        description="Adds the last layer before the classifier to a network in TorchScript.")
    parser.add_argument("source", help="a model package, or a file that torch.jit.save has written")
    parser.add_argument("--channels", type=int, default=1, help="of the input; for a file")
    parser.add_argument("--size", type=int, help="side of the input in pixels; for a file")
    parser.add_argument("--out", required=True, help="what to write; may be the source itself")
    given = parser.parse_args()
    try:
        if not os.path.isdir(given.source) and not zipfile.is_zipfile(given.source):
            raise Refused("is neither a model package nor TorchScript")
        if is_package(given.source):
            package(given.source, given.out)
        else:
            if not given.size:
                raise Refused("is a file of weights: say --channels and --size of its input")
            with open(given.source, "rb") as file:
                network = load(file.read())
            example = torch.zeros(1, given.channels, given.size, given.size)
            data = bytes_of(add_features(network, example))
            with open(given.out, "wb") as file:
                file.write(data)
    except (Refused, OSError) as e:
        sys.exit(f"{given.source}: {e}" if isinstance(e, Refused) else str(e))


if __name__ == "__main__":
    main()
