# The steps of SpeedBenchmark in OpenCV, up to the watershed: IMAGE RUNS.
import sys, time
import numpy as np, cv2

image = cv2.imread(sys.argv[1], cv2.IMREAD_UNCHANGED)
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    grey = cv2.convertScaleAbs(image, alpha=255.0 / image.max())
    _, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ground = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    cv2.floodFill(ground, None, (0, 0), 255)
    mask = mask | cv2.bitwise_not(ground[1:-1, 1:-1])
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5)))
    distance = cv2.GaussianBlur(cv2.distanceTransform(mask, cv2.DIST_L2, cv2.DIST_MASK_PRECISE), (0, 0), 1)
    peaks = ((distance == cv2.dilate(distance, np.ones((11, 11)))) & (mask > 0)).astype(np.uint8)
    count, markers = cv2.connectedComponents(peaks)
    markers += 1
    markers[(mask > 0) & (peaks == 0)] = 0
    relief = cv2.cvtColor(cv2.convertScaleAbs(distance.max() - distance, alpha=8), cv2.COLOR_GRAY2BGR)
    cv2.watershed(relief, markers)
    print('objects %d segment_s %.4f' % (count - 1, time.perf_counter() - start))
