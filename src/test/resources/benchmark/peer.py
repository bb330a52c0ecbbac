"""What Python's libraries take for the work of a benchmark.

    python3 peer.py TASK ARGUMENTS

Says `ready NAME VERSION`, or `missing WHY`. Then each line that comes in is one turn, answered by the seconds
that it took and what was found.
"""

import sys
import time

import_error = None
try:
    import numpy as np
except ImportError as e:
    import_error = e


def opencv(image_file):
    import cv2

    image = cv2.imread(image_file, cv2.IMREAD_UNCHANGED)

    def turn():
        grey = cv2.convertScaleAbs(image, alpha=255.0 / image.max())
        _, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        ground = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
        cv2.floodFill(ground, None, (0, 0), 255)
        mask = mask | cv2.bitwise_not(ground[1:-1, 1:-1])
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5)))
        distance = cv2.GaussianBlur(cv2.distanceTransform(mask, cv2.DIST_L2, cv2.DIST_MASK_PRECISE), (0, 0), 1)
        peaks = ((distance == cv2.dilate(distance, np.ones((11, 11)))) & (mask > 0)).astype(np.uint8)
        _, markers = cv2.connectedComponents(peaks)
        markers += 1
        markers[(mask > 0) & (peaks == 0)] = 0
        relief = cv2.cvtColor(cv2.convertScaleAbs(distance.max() - distance, alpha=8), cv2.COLOR_GRAY2BGR)
        cv2.watershed(relief, markers)
        cells = ((markers > 1) & (mask > 0)).astype(np.uint8)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(cells, connectivity=4)
        sums = np.bincount(labels.ravel(), image.ravel(), count)
        means = sums / np.maximum(1, stats[:, cv2.CC_STAT_AREA])
        contours, _ = cv2.findContours(cells, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        shapes = [
            (cv2.arcLength(c, True), cv2.contourArea(cv2.convexHull(c)), cv2.fitEllipse(c) if len(c) > 4 else None)
            for c in contours
        ]
        return "%d cells" % min(count - 1, len(shapes), len(means))

    return "OpenCV " + cv2.__version__, turn


def skimage(image_file):
    from scipy import ndimage
    import skimage
    from skimage import feature, filters, io, measure, morphology, segmentation

    image = io.imread(image_file)

    def turn():
        mask = ndimage.binary_fill_holes(image > filters.threshold_otsu(image))
        mask = morphology.binary_opening(mask, morphology.disk(2))
        distance = ndimage.distance_transform_edt(mask)
        peaks = feature.peak_local_max(ndimage.gaussian_filter(distance, 1), min_distance=5, labels=measure.label(mask))
        markers = np.zeros(image.shape, np.int32)
        markers[tuple(peaks.T)] = np.arange(1, len(peaks) + 1)
        labels = segmentation.watershed(-distance, markers, mask=mask)
        table = measure.regionprops_table(labels, image, properties=(
            "label", "bbox", "area", "perimeter", "solidity", "eccentricity", "mean_intensity"))
        return "%d cells" % len(table["label"])

    return "scikit-image " + skimage.__version__, turn


def nms(boxes_file, threshold):
    import torch
    import torchvision

    rows = torch.from_numpy(np.loadtxt(boxes_file, delimiter=",", dtype=np.float32))
    boxes, scores = rows[:, :4].contiguous(), rows[:, 4].contiguous()

    def turn():
        return "%d kept" % len(torchvision.ops.nms(boxes, scores, float(threshold)))

    return "torchvision " + torchvision.__version__, turn


def torch(weights, channels, side, batch, count):
    import torch

    network = torch.jit.load(weights).eval()
    batch, count = int(batch), int(count)
    values = torch.rand(batch, int(channels), int(side), int(side))

    def turn():
        with torch.no_grad():
            for start in range(0, count, batch):
                network(values[: min(batch, count - start)])
        return "bare passes"

    return "PyTorch %s in Python, bare passes" % torch.__version__.split("+")[0], turn


def embedding(method, rows_file, number, points_file):
    rows = np.loadtxt(rows_file, delimiter=",")
    if method == "tsne":
        import sklearn
        from sklearn.manifold import TSNE

        name = "scikit-learn " + sklearn.__version__
        work = TSNE(perplexity=float(number), n_iter=1000, init="pca", learning_rate="auto", random_state=1, n_jobs=-1)
    else:
        import umap

        name = "umap-learn " + umap.__version__
        work = umap.UMAP(n_neighbors=int(float(number)), random_state=1)

    def turn():
        start = time.perf_counter()
        points = work.fit_transform(rows)
        seconds = time.perf_counter() - start
        np.savetxt(points_file, points, delimiter=",", fmt="%.9g")
        return seconds, ""

    return name, turn


def clusters(method, rows_file, first, second):
    import sklearn
    from sklearn.cluster import DBSCAN, KMeans

    rows = np.loadtxt(rows_file, delimiter=",")

    def turn():
        if method == "kmeans":
            work = KMeans(int(first), n_init=int(second), tol=0, random_state=1).fit(rows)
            return "sum of squares %.6g" % work.inertia_
        work = DBSCAN(eps=float(first), min_samples=int(second), n_jobs=-1).fit(rows)
        return "%d clusters" % (work.labels_.max() + 1)

    return "scikit-learn " + sklearn.__version__, turn


def main():
    task, *arguments = sys.argv[1:]
    try:
        if import_error:
            raise import_error
        name, turn = globals()[task](*arguments)
    except Exception as e:
        print("missing", str(e).splitlines()[0] if str(e) else type(e).__name__, flush=True)
        return
    print("ready", name, flush=True)
    for _ in sys.stdin:
        try:
            start = time.perf_counter()
            found = turn()
            seconds = time.perf_counter() - start
            if isinstance(found, tuple):
                seconds, found = found
            print(seconds, found, flush=True)
        except Exception as e:
            print("failed", " ".join(str(e).split())[:200], flush=True)


main()
