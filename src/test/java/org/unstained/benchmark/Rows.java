package org.unstained.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Tables of numbers for embeddings and clusters. */
final class Rows {
  private Rows() {}

  /** Round clusters of equal size. */
  static double[][] round(int n, int columns, int clusters, double apart) {
    Random random = new Random(3);
    double[][] means = new double[clusters][columns];
    for (double[] mean : means)
      for (int c = 0; c < columns; c++) mean[c] = apart * random.nextGaussian();
    double[][] rows = new double[n][columns];
    for (int i = 0; i < n; i++)
      for (int c = 0; c < columns; c++) rows[i][c] = means[i % clusters][c] + random.nextGaussian();
    return rows;
  }

  /** Clusters of unequal size, place and shape, with columns that go together. */
  static double[][] uneven(int n, int columns, int clusters) {
    Random random = new Random(1);
    double[][] centres = new double[clusters][columns];
    double[][][] shapes = new double[clusters][5][columns];
    for (int k = 0; k < clusters; k++) {
      for (int c = 0; c < columns; c++) centres[k][c] = 1.5 * random.nextGaussian();
      for (double[] shape : shapes[k])
        for (int c = 0; c < columns; c++) shape[c] = random.nextGaussian() * (1 + k % 3) / 3;
    }
    double[][] rows = new double[n][columns];
    for (double[] row : rows) {
      int k = (int) (clusters * Math.pow(random.nextDouble(), 1.5));
      for (int c = 0; c < columns; c++) row[c] = centres[k][c] + 0.3 * random.nextGaussian();
      for (double[] shape : shapes[k]) {
        double along = random.nextGaussian();
        for (int c = 0; c < columns; c++) row[c] += along * shape[c];
      }
    }
    return rows;
  }

  static double[][] read(Path csv) throws IOException {
    try (var lines = Files.lines(csv)) {
      return lines
          .filter(line -> !line.isBlank())
          .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
          .toArray(double[][]::new);
    }
  }

  static void write(double[][] rows, Path csv) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(csv))) {
      for (double[] row : rows) {
        StringBuilder line = new StringBuilder();
        for (double value : row) line.append(line.length() > 0 ? "," : "").append(value);
        out.println(line);
      }
    }
  }
}
