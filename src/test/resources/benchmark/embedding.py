"""Embeds a table with scikit-learn or umap-learn, for EmbeddingBenchmark.

    python3 embedding.py tsne rows.csv perplexity seed points.csv
    python3 embedding.py umap rows.csv neighbours seed points.csv

Prints wall time and processor time of the embedding alone, in seconds.
"""

import sys
import time

import numpy as np

method, rows_file, number, seed, points_file = sys.argv[1:]
rows = np.loadtxt(rows_file, delimiter=",")
if method == "tsne":
    from sklearn.manifold import TSNE

    embedding = TSNE(
        method="barnes_hut",
        perplexity=float(number),
        n_iter=1000,
        init="pca",
        learning_rate="auto",
        random_state=int(seed),
        n_jobs=-1,
    )
else:
    import umap

    embedding = umap.UMAP(n_neighbors=int(number), random_state=int(seed))
wall, cpu = time.perf_counter(), time.process_time()
points = embedding.fit_transform(rows)
print(time.perf_counter() - wall, time.process_time() - cpu)
np.savetxt(points_file, points, delimiter=",", fmt="%.9g")
