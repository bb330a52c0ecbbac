"""Makes umap_figures.json, the figures that UmapTest compares with.

Curves and memberships are umap-learn's own; of the layouts only the trustworthiness, of two seeds, is
kept, for no two programs draw the same chances.

    python3 umap_figures.py > umap_figures.json      (umap-learn 0.5.3, scikit-learn 1.2.1, NumPy 1.24.2)
"""

import json
import sys

import numpy as np
import umap
from sklearn import datasets, manifold
from umap.umap_ import find_ab_params, fuzzy_simplicial_set

random = np.random.default_rng(23)


def blobs(n, columns, centres, apart):
    means = random.normal(0, apart, (centres, columns))
    return means[np.arange(n) % centres] + random.normal(0, 1, (n, columns))


def case(x):
    x = np.round(x, 3)
    scores = [
        manifold.trustworthiness(
            x, umap.UMAP(random_state=s).fit_transform(x), n_neighbors=15
        )
        for s in (1, 2)
    ]
    return {"x": x.tolist(), "trustworthiness": scores}


def graph():
    """Distances without ties and no need to approximate: fewer than 4096 cells are searched plainly."""
    x = np.round(blobs(150, 4, 3, 2.0), 3)
    g, _, _ = fuzzy_simplicial_set(x, 10, np.random.RandomState(1), "euclidean")
    g = g.tocoo()
    return {
        "x": x.tolist(),
        "row": g.row.tolist(),
        "column": g.col.tolist(),
        "weight": [round(float(w), 7) for w in g.data],
    }


def curves():
    return [
        [d, *(float(v) for v in find_ab_params(1.0, d))] for d in (0.0, 0.05, 0.1, 0.25, 0.5, 0.8)
    ]


if __name__ == "__main__":
    roll, _ = datasets.make_swiss_roll(500, noise=0.2, random_state=1)
    json.dump(
        {
            "curves": curves(),
            "graph": graph(),
            "cases": [case(blobs(400, 12, 5, 1.0)), case(roll), case(blobs(300, 6, 4, 9.0))],
        },
        sys.stdout,
    )
