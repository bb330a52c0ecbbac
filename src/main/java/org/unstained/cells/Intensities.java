package org.unstained.cells;

/** Statistics of the pixels of one region after the other in one channel. Serves one thread. */
final class Intensities implements RegionPixels.Visitor {
  private final RegionPixels pixels;
  private long count;
  private double sum;
  private double min;
  private double max;

  Intensities(RegionPixels pixels) {
    this.pixels = pixels;
  }

  /** {@link IntensityFigures#NONE} if all pixels are NaN. */
  IntensityFigures measure(Region region) {
    pixels.set(region);
    count = 0;
    sum = 0;
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
    pixels.forEach(this);
    if (count == 0) return IntensityFigures.NONE;
    double mean = sum / count;
    return new IntensityFigures(mean, deviation(mean), min, max, median(), sum);
  }

  @Override
  public void visit(double[] values, int n) {
    double s = 0;
    double least = min;
    double greatest = max;
    for (int i = 0; i < n; i++) {
      double v = values[i];
      s += v;
      if (v < least) least = v;
      if (v > greatest) greatest = v;
    }
    count += n;
    sum += s;
    min = least;
    max = greatest;
  }

  private double deviation(double mean) {
    if (count < 2) return Double.NaN;
    double[] squares = new double[1];
    pixels.forEach(
        (values, n) -> {
          double s = 0;
          for (int i = 0; i < n; i++) s += (values[i] - mean) * (values[i] - mean);
          squares[0] += s;
        });
    return Math.sqrt(squares[0] / (count - 1));
  }

  private double median() {
    if (pixels.isKept()) return Quantiles.median(pixels.buffer(), (int) count, min, max);
    double upper = Quantiles.ofRank(count / 2, pixels);
    return count % 2 == 1 ? upper : (Quantiles.ofRank(count / 2 - 1, pixels) + upper) / 2;
  }
}
