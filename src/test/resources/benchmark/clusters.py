"""Groups a table with scikit-learn, for ClusterBenchmark.

    python3 clusters.py kmeans rows.csv k starts
    python3 clusters.py dbscan rows.csv eps min_points

Prints wall time and processor time of the grouping alone in seconds, and the sum of squares or the number
of clusters.
"""

import sys
import time

import numpy as np
from sklearn.cluster import DBSCAN, KMeans

method, rows_file, first, second = sys.argv[1:]
rows = np.loadtxt(rows_file, delimiter=",")
if method == "kmeans":
    work = KMeans(int(first), n_init=int(second), tol=0, random_state=1)
else:
    work = DBSCAN(eps=float(first), min_samples=int(second), n_jobs=-1)
wall, cpu = time.perf_counter(), time.process_time()
work.fit(rows)
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
print(wall, cpu, work.inertia_ if method == "kmeans" else work.labels_.max() + 1)
