package org.unstained.embedding;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.junit.Test;

public class TrustworthinessTest {

  @Test
  public void itIsThatOfTheReference() throws IOException {
    JsonObject expected = ReferenceFigures.all().getAsJsonObject("tsne");
    double[][] rows = ReferenceFigures.table(expected.get("rows"));
    double[][] points = ReferenceFigures.table(expected.get("points"));
    for (Map.Entry<String, JsonElement> entry :
        expected.getAsJsonObject("trustworthiness").entrySet())
      assertEquals(
          entry.getValue().getAsDouble(),
          Trustworthiness.of(rows, points, Integer.parseInt(entry.getKey())),
          1e-9);
  }

  @Test
  public void whatShowsNoFalseNeighbourIsTrusted() {
    double[][] rows = {{0, 0}, {1, 0}, {0, 3}, {7, 7}, {9, 1}, {4, 4}};
    assertEquals(1, Trustworthiness.of(rows, rows, 2), 0);
    double[][] line = {{1}, {2}, {4}, {8}, {16}};
    // Rows 1 and 5 changed places: what each is shown beside is as far behind as can be counted.
    double[][] wrong = {{16}, {2}, {4}, {8}, {1}};
    // Nearest shown: 8, 1 (the fifth), 2, 4, 2; their ranks: 3, 4, 1, 1, 3.
    assertEquals(
        1 - 2.0 / (5 * (10 - 3 - 1)) * (2 + 3 + 0 + 0 + 2),
        Trustworthiness.of(line, wrong, 1),
        1e-12);
  }

  @Test
  public void whatCannotBeIsRefused() {
    double[][] rows = new double[6][2];
    assertEquals(
        "Trustworthiness of 6 rows can look at 1 to 2 neighbours, got 3",
        assertThrows(IllegalArgumentException.class, () -> Trustworthiness.of(rows, rows, 3))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> Trustworthiness.of(rows, new double[5][2], 2));
  }
}
