package org.unstained.classical;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** scikit-learn's figures, which {@code classical.py} made. */
final class Figures {
  private Figures() {}

  static final List<String> COLUMNS =
      List.of("area_um2", "perimeter_um", "convexity", "solidity", "compactness");

  static final List<String> CLASSES = List.of("A", "B", "C");

  static JsonObject of(String part) throws IOException {
    try (InputStream in = Figures.class.getResourceAsStream("/classical/classical.json")) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject()
          .getAsJsonObject(part);
    }
  }

  static double[] numbers(JsonElement array) {
    JsonArray list = array.getAsJsonArray();
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = list.get(i).getAsDouble();
    return numbers;
  }

  static double[][] rows(JsonElement array) {
    List<double[]> rows = new ArrayList<>();
    array.getAsJsonArray().forEach(row -> rows.add(numbers(row)));
    return rows.toArray(double[][]::new);
  }

  /** The cells from one number to another, each its own group. */
  static Samples samples(JsonObject figures, int from, int to) {
    double[][] x = rows(figures.get("x"));
    double[] y = numbers(figures.get("y"));
    double[][] some = new double[to - from][];
    int[] classes = new int[to - from];
    for (int i = from; i < to; i++) {
      some[i - from] = x[i];
      classes[i - from] = (int) y[i];
    }
    return new Samples(COLUMNS, some, classes, CLASSES, Collections.nCopies(to - from, "image"));
  }
}
