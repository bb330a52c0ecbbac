package org.unstained.embedding;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Random;
import org.junit.Test;

public class PrincipalPlaneTest {

  /** Asked for by the fixture's purpose: the same plane, not the same rounding. */
  private static final double CLOSE = 1e-6;

  @Test
  public void componentsAreThoseOfTheReference() throws IOException {
    for (JsonElement element : ReferenceFigures.all().getAsJsonArray("principal")) {
      JsonObject expected = element.getAsJsonObject();
      double[][] rows = ReferenceFigures.table(expected.get("rows"));
      double[][] directions = ReferenceFigures.table(expected.get("directions"));
      double[][] points = ReferenceFigures.table(expected.get("points"));
      PrincipalAxes axes = PrincipalAxes.of(rows, directions.length);
      assertArrayEquals(ReferenceFigures.row(expected.get("fractions")), axes.fractions(), CLOSE);
      double[][] found = axes.apply(rows);
      for (int c = 0; c < directions.length; c++) {
        double sign = Math.signum(dot(directions[c], axes.directions()[c]));
        for (int j = 0; j < directions[c].length; j++)
          assertEquals(sign * directions[c][j], axes.directions()[c][j], CLOSE);
        for (int i = 0; i < rows.length; i++) assertEquals(sign * points[i][c], found[i][c], CLOSE);
      }
      double[][] plane = new PrincipalPlane().embed(rows, EmbeddingProgress.NONE);
      for (int i = 0; i < rows.length; i++)
        assertArrayEquals(new double[] {found[i][0], found[i][1]}, plane[i], CLOSE);
    }
  }

  @Test
  public void manyColumnsHaveTheEigenvectorsOfTheirCovariance() {
    Random random = new Random(3);
    double[][] rows = new double[400][600];
    // Some directions with much variance, two of them equally much, and noise.
    for (double[] row : rows) {
      for (int c = 0; c < row.length; c++) row[c] = 0.1 * random.nextGaussian();
      for (int c = 0; c < 6; c++) row[100 * c] += (6 - c / 2) * random.nextGaussian();
    }
    PrincipalAxes axes = PrincipalAxes.of(rows, 50);
    double[][] covariance = Covariance.of(rows, axes.means());
    double trace = 0;
    for (int i = 0; i < 600; i++) trace += covariance[i][i];
    double greatest = axes.fractions()[0] * trace;
    for (int c = 0; c < 50; c++) {
      double[] v = axes.directions()[c];
      double value = axes.fractions()[c] * trace;
      for (int i = 0; i < 600; i++)
        assertEquals(value * v[i], dot(covariance[i], v), 1e-9 * greatest);
      for (int o = 0; o <= c; o++) assertEquals(o == c ? 1 : 0, dot(v, axes.directions()[o]), 1e-9);
      assertTrue(c == 0 || axes.fractions()[c] <= axes.fractions()[c - 1]);
    }
  }

  @Test
  public void whatIsNotThereIsZero() {
    assertArrayEquals(
        new double[][] {{0, 0}},
        new PrincipalPlane().embed(new double[][] {{4, 5, 6}}, EmbeddingProgress.NONE));
    double[][] line =
        new PrincipalPlane().embed(new double[][] {{1}, {2}, {6}}, EmbeddingProgress.NONE);
    assertArrayEquals(new double[] {-2, 0}, line[0], CLOSE);
    assertArrayEquals(new double[] {3, 0}, line[2], CLOSE);
    double[][] equal = new PrincipalPlane().embed(new double[9][3], EmbeddingProgress.NONE);
    assertArrayEquals(new double[9][2], equal);
    PrincipalAxes constant = PrincipalAxes.of(new double[][] {{1, 5, 0}, {2, 5, 0}, {3, 5, 0}}, 3);
    assertArrayEquals(new double[] {1, 0, 0}, constant.fractions(), CLOSE);
    assertArrayEquals(new double[] {1, 0, 0}, constant.directions()[0], CLOSE);
    assertThrows(IllegalArgumentException.class, () -> PrincipalAxes.of(new double[3][2], 0));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }
}
