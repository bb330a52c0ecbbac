#!/usr/bin/env python3
"""Makes explain.csv: Grad-CAM by PyTorch's gradients and Eigen-CAM by a singular value
decomposition, of the bundled classifier's last layer on a crop that a formula paints.

  /usr/bin/python3 explain.py
"""

import torch

network = torch.jit.load("../../../main/resources/models/livedead-classifier/weights.torchscript")
network.eval()
y, x = torch.meshgrid(torch.arange(48.0), torch.arange(48.0), indexing="ij")
crop = (torch.sin(0.3 * x) + torch.cos(0.2 * y) + 0.01 * (x - y))[None, None]
with torch.no_grad():
    maps = network.maps(crop)
rows = []
for type in range(2):
    raised = maps.clone().requires_grad_(True)
    network.scores(raised)[0, type].backward()
    weights = raised.grad.mean([2, 3])[0]
    cam = torch.relu((weights[:, None, None] * maps[0]).sum(0))
    rows.append(["gradcam", type] + cam.flatten().tolist())
places = maps[0].flatten(1).T
vector = torch.linalg.svd(places.double(), full_matrices=False).Vh[0].float()
vector = vector if (places.mean(0) * vector).sum() > 0 else -vector
rows.append(["eigencam", -1] + torch.relu(places @ vector).tolist())
with open("explain.csv", "w") as file:
    for row in rows:
        file.write(",".join(str(value) for value in row) + "\n")
