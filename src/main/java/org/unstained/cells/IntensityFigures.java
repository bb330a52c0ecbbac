package org.unstained.cells;

/** The pixels of one cell in one channel; see {@link Measurement} for what each means. */
record IntensityFigures(
    double mean, double sd, double min, double max, double median, double integrated) {

  static final IntensityFigures NONE =
      new IntensityFigures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
