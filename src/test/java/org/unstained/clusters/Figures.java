package org.unstained.clusters;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** scikit-learn's figures, which {@code clusters.py} made, and painted cells. */
final class Figures {
  private Figures() {}

  static JsonElement of(String part) throws IOException {
    try (InputStream in = Figures.class.getResourceAsStream("/clusters/clusters.json")) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject()
          .get(part);
    }
  }

  static List<JsonObject> cases(String part) throws IOException {
    List<JsonObject> cases = new ArrayList<>();
    of(part).getAsJsonArray().forEach(one -> cases.add(one.getAsJsonObject()));
    return cases;
  }

  static double[] numbers(JsonElement array) {
    JsonArray list = array.getAsJsonArray();
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = list.get(i).getAsDouble();
    return numbers;
  }

  static int[] labels(JsonElement array) {
    return java.util.Arrays.stream(numbers(array)).mapToInt(x -> (int) x).toArray();
  }

  static double[][] rows(JsonElement array) {
    List<double[]> rows = new ArrayList<>();
    array.getAsJsonArray().forEach(row -> rows.add(numbers(row)));
    return rows.toArray(double[][]::new);
  }

  /** Gaussian clusters of one size, cell i in cluster i mod {@code clusters}. */
  static double[][] blobs(int n, int columns, int clusters, double apart, long seed) {
    Random random = new Random(seed);
    double[][] means = new double[clusters][columns];
    for (double[] mean : means)
      for (int c = 0; c < columns; c++) mean[c] = apart * random.nextGaussian();
    double[][] rows = new double[n][columns];
    for (int i = 0; i < n; i++)
      for (int c = 0; c < columns; c++) rows[i][c] = means[i % clusters][c] + random.nextGaussian();
    return rows;
  }
}
