# The steps of SpeedBenchmark in scikit-image: IMAGE RUNS.
import os, sys, time
sys.path.remove(os.path.dirname(os.path.abspath(__file__)))  # this file has the library's name
import numpy as np
from scipy import ndimage
from skimage import feature, filters, io, measure, morphology, segmentation

image = io.imread(sys.argv[1])
for _ in range(min(3, int(sys.argv[2]))):
    start = time.perf_counter()
    mask = ndimage.binary_fill_holes(image > filters.threshold_otsu(image))
    mask = morphology.binary_opening(mask, morphology.disk(2))
    distance = ndimage.distance_transform_edt(mask)
    peaks = feature.peak_local_max(ndimage.gaussian_filter(distance, 1), min_distance=5, labels=measure.label(mask))
    markers = np.zeros(image.shape, np.int32)
    markers[tuple(peaks.T)] = np.arange(1, len(peaks) + 1)
    labels = segmentation.watershed(-distance, markers, mask=mask)
    middle = time.perf_counter()
    table = measure.regionprops_table(labels, image, properties=(
        'label', 'bbox', 'area', 'perimeter', 'solidity', 'eccentricity', 'mean_intensity'))
    print('objects %d segment_s %.4f measure_s %.4f' % (len(table['label']), middle - start, time.perf_counter() - middle))
