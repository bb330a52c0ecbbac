"""Makes clusters.json, the figures that the tests of org.unstained.clusters compare with.

    python3 clusters.py > clusters.json        (scikit-learn 1.2.1, NumPy 1.24.2)
"""

import json

import numpy as np
from sklearn import cluster, datasets, metrics, neighbors

random = np.random.default_rng(17)


def blobs(n, columns, centres, spread):
    """Gaussian clusters of unequal size that overlap."""
    means = random.normal(0, 3, (centres, columns))
    sizes = random.dirichlet(np.full(centres, 2.0))
    which = random.choice(centres, n, p=sizes)
    return np.round(means[which] + random.normal(0, spread, (n, columns)), 4)


def kmeans(x, starts):
    fit = cluster.KMeans(len(starts), init=starts, n_init=1, tol=0, max_iter=300).fit(x)
    return {
        "x": x.tolist(),
        "starts": starts.tolist(),
        "labels": fit.labels_.tolist(),
        "centres": fit.cluster_centers_.tolist(),
        "inertia": float(fit.inertia_),
    }


def all_kmeans():
    cases = []
    for n, columns, k in ((300, 2, 4), (400, 7, 6), (250, 25, 9), (60, 3, 1)):
        x = blobs(n, columns, 5, 1.5)
        cases.append(kmeans(x, x[random.choice(n, k, replace=False)].copy()))
    # A centre that no cell is near to gets the farthest cell.
    x = blobs(120, 3, 3, 1.0)
    starts = x[:4].copy()
    starts[2] = [500, 500, 500]
    cases.append(kmeans(x, starts))
    # Far from the origin.
    x = blobs(200, 4, 4, 1.0) + 1e5
    cases.append(kmeans(x, x[random.choice(200, 4, replace=False)].copy()))
    return cases


def curve():
    x = blobs(500, 6, 4, 1.0)
    fits = [cluster.KMeans(k, n_init=10, tol=0, random_state=1).fit(x) for k in range(1, 9)]
    return {
        "x": x.tolist(),
        "inertia": [float(f.inertia_) for f in fits],
        "labels": [f.labels_.tolist() for f in fits],
        "silhouette": [float(metrics.silhouette_score(x, f.labels_)) for f in fits[1:]],
    }


def silhouette():
    """A cell alone, two equal cells."""
    x = blobs(80, 3, 3, 1.0)
    x[5] = x[6]
    labels = random.choice(4, 80)
    labels[10] = 9
    return {
        "x": x.tolist(),
        "labels": labels.tolist(),
        "silhouette": float(metrics.silhouette_score(x, labels)),
    }


def dbscan():
    moons, _ = datasets.make_moons(600, noise=0.07, random_state=3)
    moons = np.round(np.vstack([moons, random.uniform(-1.5, 2.5, (60, 2))]), 4)
    grid = np.array([[i, j] for i in range(15) for j in range(15) if (i * j) % 7 != 3], float)
    line = np.round(np.sort(random.normal(0, 3, 200)), 3)[:, None]
    wide = blobs(500, 20, 4, 0.8)
    twins = np.repeat(blobs(60, 3, 3, 0.5), 4, axis=0)
    settings = [
        (moons, [(0.1, 4), (0.15, 5), (0.2, 10), (0.05, 3), (3.0, 5), (0.12, 1)]),
        (grid, [(1.0, 5), (1.0, 3), (2.0, 9), (0.5, 2)]),
        (line, [(0.1, 5), (0.05, 4), (0.3, 20)]),
        (wide, [(3.5, 5), (4.0, 10), (4.5, 5), (3.0, 3)]),
        (twins, [(0.3, 4), (0.4, 9), (1e-6, 4), (0.6, 20)]),
    ]
    cases = []
    for x, choices in settings:
        fits = []
        for eps, least in choices:
            fit = cluster.DBSCAN(eps=eps, min_samples=least).fit(x)
            fits.append(
                {
                    "eps": eps,
                    "min_points": least,
                    "labels": fit.labels_.tolist(),
                    "core": fit.core_sample_indices_.tolist(),
                }
            )
        distances = {}
        for least in (2, 5, 12):
            found, _ = neighbors.NearestNeighbors(n_neighbors=least).fit(x).kneighbors(x)
            distances[str(least)] = np.sort(found[:, -1]).tolist()
        cases.append({"x": x.tolist(), "fits": fits, "distances": distances})
    return cases


def agreement():
    cases = []
    for n, a, b, kept in ((200, 3, 3, 0.8), (150, 4, 7, 0.5), (90, 2, 5, 0.0), (40, 3, 3, 1.0)):
        first = random.choice(a, n)
        second = np.where(random.random(n) < kept, first, random.choice(b, n)) - 1
        cases.append((first, second))
    cases.append((np.zeros(10, int), np.zeros(10, int)))
    cases.append((np.zeros(10, int), np.arange(10)))
    cases.append((np.arange(10), np.arange(10)[::-1]))
    return [
        {
            "a": a.tolist(),
            "b": b.tolist(),
            "rand": float(metrics.adjusted_rand_score(a, b)),
            "mutual": float(metrics.normalized_mutual_info_score(a, b)),
        }
        for a, b in cases
    ]


if __name__ == "__main__":
    print(
        json.dumps(
            {
                "kmeans": all_kmeans(),
                "curve": curve(),
                "silhouette": silhouette(),
                "dbscan": dbscan(),
                "agreement": agreement(),
            }
        )
    )
