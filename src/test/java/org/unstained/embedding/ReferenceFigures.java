package org.unstained.embedding;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The figures that {@code tsne.py} made with scikit-learn. */
final class ReferenceFigures {
  private ReferenceFigures() {}

  static JsonObject all() throws IOException {
    try (InputStream in = ReferenceFigures.class.getResourceAsStream("/embedding/tsne.json")) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject();
    }
  }

  static double[][] table(JsonElement rows) {
    JsonArray array = rows.getAsJsonArray();
    double[][] table = new double[array.size()][];
    for (int i = 0; i < table.length; i++) table[i] = row(array.get(i));
    return table;
  }

  static double[] row(JsonElement numbers) {
    JsonArray array = numbers.getAsJsonArray();
    double[] row = new double[array.size()];
    for (int i = 0; i < row.length; i++) row[i] = array.get(i).getAsDouble();
    return row;
  }
}
