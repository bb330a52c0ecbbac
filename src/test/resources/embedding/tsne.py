"""Makes tsne.json, the figures that the tests of org.unstained.embedding compare with.

    OMP_NUM_THREADS=1 python3 tsne.py > tsne.json    (scikit-learn 1.2.1)
"""

import json
import sys

import numpy as np
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.manifold._t_sne import _joint_probabilities_nn
from sklearn.neighbors import NearestNeighbors

random = np.random.default_rng(7)


def clusters(n, d, k):
    centres = 3 * random.normal(size=(k, d))
    scales = random.uniform(0.3, 2, size=(k, d))
    which = random.integers(k, size=n)
    return np.round(centres[which] + scales[which] * random.normal(size=(n, d)), 3)


def principal(rows, count):
    pca = PCA(count, svd_solver="full").fit(rows)
    return {
        "rows": rows.tolist(),
        "directions": pca.components_.tolist(),
        "fractions": pca.explained_variance_ratio_.tolist(),
        "points": pca.transform(rows).tolist(),
    }


def affinities(rows, perplexity):
    k = int(3 * perplexity)
    near = NearestNeighbors(n_neighbors=k).fit(rows).kneighbors_graph(mode="distance")
    near.data **= 2
    return _joint_probabilities_nn(near, perplexity, 0).toarray()


rows = clusters(150, 6, 4)
points = TSNE(perplexity=15, n_iter=1000, init="pca", random_state=1).fit_transform(rows)
p = affinities(rows, 15)
distances = ((points[:, None].astype(float) - points[None].astype(float)) ** 2).sum(2)
q = 1 / (1 + distances)
np.fill_diagonal(q, 0)
q /= q.sum()
used = p > 0
json.dump(
    {
        "principal": [
            principal(clusters(80, 5, 3), 5),
            principal(clusters(30, 40, 3), 4),
            principal(clusters(40, 230, 3), 3),
        ],
        "tsne": {
            "rows": rows.tolist(),
            "perplexity": 15,
            "points": points.astype(float).tolist(),
            "divergence": float((p[used] * np.log(p[used] / q[used])).sum()),
            "affinities of the first": p[0].tolist(),
            "trustworthiness": {
                str(k): trustworthiness(rows, points, n_neighbors=k) for k in (1, 5, 12, 40)
            },
        },
    },
    sys.stdout,
)
