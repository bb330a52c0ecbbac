"""Makes evaluation.json, the figures that EvaluationScoresTest and LabelScoresTest compare with.

ROC, AUC, Brier, correlations, the binomial interval and the t distribution are scikit-learn's and
SciPy's. DeLong's variance, the expected calibration error, the limits of agreement and the figures
of label maps are worked out here from their published definitions, with plain loops, apart from our
Java code: DeLong et al. 1988, Guo et al. 2017, Bland and Altman 1986, Caicedo et al. 2019 and
Schmidt et al. 2018 (TP / (TP + FP + FN)), Kirillov et al. 2019 (panoptic quality), the Cell Tracking
Challenge (SEG), Dice 1945.

    /usr/bin/python3 evaluation.py > evaluation.json
    (scikit-learn 1.2.1, SciPy 1.10.1, NumPy 1.24.2)
"""

import json

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn import metrics

random = np.random.default_rng(23)


def binary(n, rounded):
    positive = random.random(n) < 0.4
    score = np.clip(random.normal(np.where(positive, 0.65, 0.45), 0.2), 0, 1)
    if rounded:
        score = np.round(score, 2)
    fpr, tpr, thresholds = metrics.roc_curve(positive, score, drop_intermediate=False)
    area, error = delong(score, positive)
    half = stats.norm.ppf(0.975) * error
    return {
        "positive": positive.tolist(),
        "score": score.tolist(),
        "fpr": fpr.tolist(),
        "tpr": tpr.tolist(),
        "auc": metrics.roc_auc_score(positive, score),
        "delong_area": area,
        "delong_error": error,
        "delong_low": max(0, area - half),
        "delong_high": min(1, area + half),
        "brier": metrics.brier_score_loss(positive, score),
        "ece": calibration_error(score, positive, 10),
    }


def delong(score, positive):
    """By the definition: all pairs of a positive and a negative, compared one by one."""
    x, y = score[positive], score[~positive]
    psi = [[1.0 if a > b else 0.5 if a == b else 0.0 for b in y] for a in x]
    psi = np.array(psi)
    area = psi.mean()
    v10, v01 = psi.mean(axis=1), psi.mean(axis=0)
    s10 = sum((v - area) ** 2 for v in v10) / (len(x) - 1)
    s01 = sum((v - area) ** 2 for v in v01) / (len(y) - 1)
    return float(area), float(np.sqrt(s10 / len(x) + s01 / len(y)))


def calibration_error(confidence, right, bins):
    total = 0.0
    for b in range(bins):
        low, high = b / bins, (b + 1) / bins
        here = [i for i, c in enumerate(confidence)
                if low < c <= high + 1e-15 or (b == 0 and c == 0)]
        if here:
            gap = np.mean([confidence[i] for i in here]) - np.mean([right[i] for i in here])
            total += len(here) / len(confidence) * abs(gap)
    return float(total)


def correlations():
    out = []
    for n, slope in ((5, 1.0), (60, 0.4), (500, 0.02), (500, 3.0)):
        x = np.round(random.normal(0, 1, n), 2)
        y = slope * x + random.normal(0, 1, n)
        pearson, spearman = stats.pearsonr(x, y), stats.spearmanr(x, y)
        out.append({"x": x.tolist(), "y": y.tolist(),
                    "r": pearson[0], "p": pearson[1], "rho": spearman[0], "rho_p": spearman[1]})
    return out


def agreement():
    truth = random.integers(0, 40, 25)
    counted = truth + random.integers(-3, 6, 25)
    d = counted - truth
    deviation = float(np.std(d, ddof=1))
    return {"truth": truth.tolist(), "counted": counted.tolist(), "bias": float(d.mean()),
            "deviation": deviation, "low": float(d.mean() - 1.96 * deviation),
            "high": float(d.mean() + 1.96 * deviation),
            "absolute": float(np.abs(d).mean()),
            "r": float(np.corrcoef(truth, counted)[0, 1])}


def proportions():
    out = []
    for k, n in ((0, 5), (5, 5), (6, 7), (3, 40), (911, 1000)):
        ci = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
        out.append([k, n, ci.low, ci.high])
    return out


def labels(n, size, lost):
    """Discs, a little moved, grown or lost in the prediction; later ones lie above earlier ones."""
    truth = np.zeros((size, size), int)
    guess = np.zeros((size, size), int)
    yy, xx = np.mgrid[:size, :size]
    for i in range(n):
        cx, cy = random.integers(4, size - 4, 2)
        r = random.integers(3, 8)
        truth[(xx - cx) ** 2 + (yy - cy) ** 2 <= r * r] = 3 * i + 1
        if random.random() < lost:
            continue
        dx, dy = random.integers(-2, 3, 2)
        dr = random.integers(-1, 2)
        guess[(xx - cx - dx) ** 2 + (yy - cy - dy) ** 2 <= (r + dr) ** 2] = 1000 - i
    guess[:4, :4] = 5
    return truth, guess


def label_figures(pairs):
    """Pooled over the images: every cell counts the same."""
    thresholds = [(50 + 5 * i) / 100 for i in range(10)]
    tp = [0] * 10
    truths = guesses = found = 0
    quality = seg = 0.0
    common = in_truth = in_guess = 0
    for truth, guess in pairs:
        ts = [t for t in np.unique(truth) if t]
        gs = [g for g in np.unique(guess) if g]
        truths += len(ts)
        guesses += len(gs)
        in_truth += int((truth > 0).sum())
        in_guess += int((guess > 0).sum())
        common += int(((truth > 0) & (guess > 0)).sum())
        for t in ts:
            a = truth == t
            best = 0.0
            for g in gs:
                b = guess == g
                both, either = int((a & b).sum()), int((a | b).sum())
                if both == 0:
                    continue
                iou = both / either
                for i, threshold in enumerate(thresholds):
                    if iou >= threshold:
                        tp[i] += 1
                if iou > 0.5:
                    found += 1
                    quality += iou
                if both > 0.5 * int(a.sum()):
                    best = iou
            seg += best
    ap = [t / (truths + guesses - t) for t in tp]
    return {
        "ap": ap,
        "mean_ap": float(np.mean(ap)),
        "pq": quality / (found + (truths - found) / 2 + (guesses - found) / 2),
        "sq": quality / found,
        "rq": 2 * found / (truths + guesses),
        "seg": seg / truths,
        "dice": 2 * common / (in_truth + in_guess),
    }


def label_maps():
    pairs = [labels(14, 64, 0.2), labels(9, 64, 0.05)]
    return {"maps": [[t.tolist(), g.tolist()] for t, g in pairs], "figures": label_figures(pairs)}


print(json.dumps({
    "scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__,
    "binary": [binary(200, False), binary(300, True), binary(6, True)],
    "correlations": correlations(), "agreement": agreement(), "proportions": proportions(),
    "labels": label_maps()}, separators=(",", ":")))
