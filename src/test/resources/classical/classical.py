"""Makes classical.json, the figures that the tests of org.unstained.classical compare with.

All are scikit-learn's.

    python3 classical.py > classical.json        (scikit-learn 1.2.1, NumPy 1.24.2)
"""

import json
import warnings

import numpy as np
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

random = np.random.default_rng(5)


def cells(count):
    """Three overlapping classes, five measurements of very different spread."""
    classes = random.choice(3, count, p=[0.5, 0.3, 0.2])
    means = np.array([[100, 40, 0.9, 0.95, 0.97], [160, 50, 0.88, 0.93, 0.9], [90, 45, 0.8, 0.8, 0.8]])
    spread = np.array([30, 6, 0.03, 0.04, 0.06])
    mixed = random.normal(size=(5, 5)) * 0.15 + np.eye(5)
    return np.round(means[classes] + random.normal(size=(count, 5)) @ mixed * spread, 6), classes


def classifiers():
    x, y = cells(300)
    train, test = slice(0, 200), slice(200, 300)
    scaler = StandardScaler().fit(x[train])
    a, b = scaler.transform(x[train]), scaler.transform(x[test])
    pca = PCA(3).fit(a)
    knn = {}
    for metric in ("euclidean", "manhattan"):
        for k in (1, 7, 16):
            fitted = KNeighborsClassifier(k, metric=metric).fit(a, y[train])
            knn[f"{metric} {k}"] = fitted.predict_proba(b).tolist()
    turned = KNeighborsClassifier(7).fit(pca.transform(a), y[train])
    svm = SVC(C=2, gamma=0.2).fit(a, y[train])
    forest = RandomForestClassifier(300, random_state=1).fit(a, y[train])
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "means": scaler.mean_.tolist(),
        "deviations": scaler.scale_.tolist(),
        "components": pca.components_.tolist(),
        "knn": knn,
        "knn_of_components": turned.predict_proba(pca.transform(b)).tolist(),
        "svm_accuracy": svm.score(b, y[test]),
        "forest": forest.predict_proba(b).tolist(),
        "forest_accuracy": forest.score(b, y[test]),
    }


def mixtures():
    """Stain means as the JIMT-1 paper gives them, and some that are harder."""
    cases = {
        "jimt1": (224.51, 34.46, 900, 550.44, 153.55, 400),
        "rare": (100, 10, 950, 200, 20, 50),
        "overlapping": (100, 20, 500, 150, 25, 500),
    }
    out = {}
    for name, (m1, s1, n1, m2, s2, n2) in cases.items():
        v = np.concatenate([random.normal(m1, s1, n1), random.normal(m2, s2, n2)])
        v = np.round(random.permutation(v), 3)
        fits = [
            GaussianMixture(2, tol=1e-16, max_iter=100000, reg_covar=0, n_init=5, random_state=r).fit(
                v.reshape(-1, 1)
            )
            for r in (1, 2)
        ]
        best = max(fits, key=lambda f: f.lower_bound_)
        # On from there until nothing moves: a gain of 1e-16 is reached before that.
        settled = GaussianMixture(
            2, tol=0, max_iter=20000, reg_covar=0, means_init=best.means_, weights_init=best.weights_,
            precisions_init=best.precisions_,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            best = settled.fit(v.reshape(-1, 1))
        order = np.argsort(best.means_.ravel())
        out[name] = {
            "values": v.tolist(),
            "means": best.means_.ravel()[order].tolist(),
            "deviations": np.sqrt(best.covariances_.ravel()[order]).tolist(),
            "weights": best.weights_[order].tolist(),
            "log_likelihood": float(best.score(v.reshape(-1, 1)) * len(v)),
        }
    return out


print(json.dumps({"classifiers": classifiers(), "mixtures": mixtures()}))
