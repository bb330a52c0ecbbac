"""Makes scores.json, the figures that the tests of org.unstained.learning compare with.

Classifier figures are scikit-learn's. Average precisions are worked out here from their published
definitions, with loops and no index, apart from our Java code: VOC's development kit 2012 (best
overlap, all points) and COCOeval (best free overlap, 101 recalls, no limit of detections).

    python3 scores.py > scores.json        (scikit-learn 1.2.1, NumPy 1.24.2)
"""

import json

import numpy as np
import sklearn
from sklearn import metrics

random = np.random.default_rng(11)


def classifier():
    """Three unequal classes, a noisy score for the first with many ties."""
    names = ["Dead Cell", "Living Cell", "Debris"]
    truth = random.choice(3, 400, p=[0.25, 0.6, 0.15])
    called = np.where(random.random(400) < 0.75, truth, random.choice(3, 400))
    score = np.round(np.clip(random.normal(np.where(truth == 0, 0.6, 0.4), 0.2), 0, 1), 2)
    positive = truth == 0
    precision, recall, thresholds = metrics.precision_recall_curve(positive, score)
    with np.errstate(invalid="ignore"):
        f1 = 2 * precision * recall / (precision + recall)
    best = int(np.nanargmax(f1[:-1]))
    at = {}
    for t in (0.0, 0.25, 0.5, 0.75):
        p, r, f, _ = metrics.precision_recall_fscore_support(
            positive, score >= t, average="binary", zero_division=0
        )
        at[str(t)] = [p, r, f]
    p, r, f, _ = metrics.precision_recall_fscore_support(truth, called, labels=[0, 1, 2])
    return {
        "classes": names,
        "truth": [names[i] for i in truth],
        "called": [names[i] for i in called],
        "score": score.tolist(),
        "confusion": metrics.confusion_matrix(truth, called, labels=[0, 1, 2]).tolist(),
        "accuracy": metrics.accuracy_score(truth, called),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, called),
        "kappa": metrics.cohen_kappa_score(truth, called),
        "precision": p.tolist(),
        "recall": r.tolist(),
        "f1": f.tolist(),
        "auroc": metrics.roc_auc_score(positive, score),
        "best_f1": float(f1[best]),
        "best_threshold": float(thresholds[best]),
        "at": at,
    }


def images():
    """Crowded boxes on quarter pixels, detections near most of them, some twice, some nowhere."""
    names = ["A", "B", "C"]
    result = []
    for i in range(12):
        truths, detections = [], []
        for _ in range(random.integers(0, 25) if i else 0):
            x, y = random.integers(0, 400, 2) / 4
            w, h = random.integers(20, 100, 2) / 4
            kind = names[random.choice(3, p=[0.6, 0.3, 0.1])]
            truths.append([x, y, w, h, kind, bool(random.random() < 0.08)])
            for _ in range(random.choice(3, p=[0.15, 0.65, 0.2])):
                shift = random.integers(-6, 7, 4) / 4
                box = [x + shift[0], y + shift[1], max(1, w + shift[2]), max(1, h + shift[3])]
                called = kind if random.random() < 0.85 else names[random.integers(3)]
                detections.append(box + [called, float(np.round(random.random(), 3))])
        for _ in range(random.integers(0, 6)):
            box = (random.integers(8, 100, 4) / 4).tolist()
            detections.append(box + [names[random.integers(3)], float(np.round(random.random(), 3))])
        result.append({"truths": [list(map(plain, t)) for t in truths],
                       "detections": [list(map(plain, d)) for d in detections]})
    return result


def plain(value):
    return value.item() if isinstance(value, np.generic) else value


def iou(a, b, one):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]) + one
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]) + one
    if w <= 0 or h <= 0:
        return 0.0
    return w * h / ((a[2] + one) * (a[3] + one) + (b[2] + one) * (b[3] + one) - w * h)


def outcomes(data, kind, threshold, rule, one):
    """(score, right) of all detections that count, by falling score, and the number of truths."""
    rows = []
    positives = 0
    for image in data:
        truths = [t for t in image["truths"] if kind is None or t[4] == kind]
        positives += sum(not t[5] for t in truths)
        taken = [False] * len(truths)
        found = [d for d in image["detections"] if kind is None or d[4] == kind]
        for d in sorted(found, key=lambda d: -d[5]):
            overlaps = [iou(d, t, one) for t in truths]
            best = -1
            if rule == "voc":
                if overlaps and max(overlaps) >= threshold:
                    best = int(np.argmax(overlaps))
                if best >= 0 and truths[best][5]:
                    continue
                rows.append((d[5], best >= 0 and not taken[best]))
            else:
                for hard in (False, True):
                    if best < 0:
                        for j, t in enumerate(truths):
                            free = t[5] == hard and not taken[j] and overlaps[j] >= threshold
                            if free and (best < 0 or overlaps[j] >= overlaps[best]):
                                best = j
                if best >= 0 and truths[best][5]:
                    taken[best] = True
                    continue
                rows.append((d[5], best >= 0))
            if best >= 0:
                taken[best] = True
    rows.sort(key=lambda row: -row[0])
    return rows, positives


def average_precision(rows, positives, interpolation):
    right = np.array([r for _, r in rows], dtype=float)
    recall = np.cumsum(right) / positives
    precision = np.cumsum(right) / np.arange(1, len(rows) + 1)
    if interpolation == "all":
        r = np.concatenate([[0], recall, [1]])
        p = np.concatenate([[0], precision, [0]])
        p = np.maximum.accumulate(p[::-1])[::-1]
        i = np.where(r[1:] != r[:-1])[0]
        return float(np.sum((r[i + 1] - r[i]) * p[i + 1]))
    p = np.maximum.accumulate(precision[::-1])[::-1]
    i = np.searchsorted(recall, np.linspace(0, 1, 101), side="left")
    return float(np.mean([p[k] if k < len(p) else 0.0 for k in i]))


def best_f1(rows, positives):
    best = 0.0
    for t in {score for score, _ in rows}:
        taken = [right for score, right in rows if score >= t]
        best = max(best, 2 * sum(taken) / (len(taken) + positives))
    return best


def detector():
    data = images()
    kinds = ["A", "B", "C"]

    def each(threshold, rule, one, interpolation):
        return [
            average_precision(*outcomes(data, k, threshold, rule, one), interpolation)
            for k in kinds
        ]

    steps = [(50 + 5 * i) / 100 for i in range(10)]
    return {
        "images": data,
        "voc_ap50": each(0.5, "voc", 0, "all"),
        "voc_ap75": each(0.75, "voc", 0, "all"),
        "whole_pixels_ap75": each(0.75, "voc", 1, "all"),
        "coco_ap50": each(0.5, "coco", 0, "101"),
        "coco_map50_95": float(np.mean([each(t, "coco", 0, "101") for t in steps])),
        "any_ap50": average_precision(*outcomes(data, None, 0.5, "voc", 0), "all"),
        "any_best_f1": best_f1(*outcomes(data, None, 0.5, "voc", 0)),
    }


print(json.dumps({"scikit-learn": sklearn.__version__, "classifier": classifier(),
                  "detector": detector()}))
