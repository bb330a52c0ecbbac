package org.unstained.classical;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.Test;

public class GaussianMixtureTest {
  /** Both stop when nothing moves any more. */
  private static final double SETTLED = 1e-6;

  @Test
  public void figuresAreThoseOfScikitLearn() throws IOException {
    JsonObject all = Figures.of("mixtures");
    for (String name : all.keySet()) {
      JsonObject expected = all.getAsJsonObject(name);
      GaussianMixture found = GaussianMixture.fit(Figures.numbers(expected.get("values")));
      near(name, Figures.numbers(expected.get("means"))[0], found.lowMean());
      near(name, Figures.numbers(expected.get("means"))[1], found.highMean());
      near(name, Figures.numbers(expected.get("deviations"))[0], found.lowDeviation());
      near(name, Figures.numbers(expected.get("deviations"))[1], found.highDeviation());
      near(name, Figures.numbers(expected.get("weights"))[0], found.lowWeight());
      assertTrue(
          name, found.logLikelihood() >= expected.get("log_likelihood").getAsDouble() - 1e-6);
    }
  }

  @Test
  public void theRuleGivesThePapersLimits() {
    GaussianMixture paper = new GaussianMixture(224.51, 34.46, 0.7, 550.44, 153.55, 0, 1000, 100);
    assertEquals(258.97, paper.limits().low(), 1e-9);
    assertEquals(396.89, paper.limits().high(), 1e-9);
  }

  @Test
  public void overlappingComponentsAreRefusedWithTheirFigures() {
    Random random = new Random(4);
    double[] one = random.doubles(500).map(x -> 100 + 20 * random.nextGaussian()).toArray();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> GaussianMixture.fit(one).limits());
    assertTrue(e.getMessage(), e.getMessage().contains("one bell curve"));
    GaussianMixture wide = new GaussianMixture(100, 40, 0.5, 150, 20, 0, 1000, 500);
    e = assertThrows(IllegalArgumentException.class, wide::limits);
    assertTrue(e.getMessage(), e.getMessage().contains("140"));
    assertTrue(e.getMessage(), e.getMessage().contains("130"));
  }

  @Test
  public void valuesThatNeedNoMixtureAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> GaussianMixture.fit(new double[29]));
    assertThrows(IllegalArgumentException.class, () -> GaussianMixture.fit(new double[50]));
    double[] gap = DoubleStream.iterate(0, x -> x + 1).limit(40).toArray();
    gap[3] = Double.NaN;
    assertThrows(IllegalArgumentException.class, () -> GaussianMixture.fit(gap));
  }

  @Test
  public void aHeapOfEqualValuesIsNoInfinitelyNarrowComponent() {
    double[] values = new double[200];
    Arrays.fill(values, 0, 120, 5);
    Random random = new Random(1);
    for (int i = 120; i < 200; i++) values[i] = 50 + 5 * random.nextGaussian();
    GaussianMixture found = GaussianMixture.fit(values);
    assertEquals(5, found.lowMean(), 1e-6);
    assertEquals(0.6, found.lowWeight(), 1e-6);
    assertTrue(found.lowDeviation() > 0 && Double.isFinite(found.logLikelihood()));
    assertEquals(StainLimits.Stain.POSITIVE, found.limits().of(50));
  }

  @Test
  public void theUpperProbabilityGrowsWithBrightness() {
    GaussianMixture paper = new GaussianMixture(224.51, 34.46, 0.7, 550.44, 153.55, 0, 1000, 100);
    double before = -1;
    for (double x = -500; x < 2000; x += 10) {
      assertTrue(paper.highProbability(x) >= before - 1e-12);
      before = paper.highProbability(x);
    }
    assertTrue(paper.highProbability(0) < 0.2);
    assertTrue(paper.highProbability(1500) > 0.99);
  }

  @Test
  public void otsusLimitPartsTheValuesBest() {
    Random random = new Random(6);
    for (int round = 0; round < 50; round++) {
      double[] values = random.doubles(60).map(x -> Math.round(x * 40) / 4.0).toArray();
      double found = StainLimits.otsu(values).low();
      double best = -1;
      double expected = Double.NaN;
      for (double t : Arrays.stream(values).sorted().distinct().toArray()) {
        double[] low = Arrays.stream(values).filter(v -> v <= t).toArray();
        double[] high = Arrays.stream(values).filter(v -> v > t).toArray();
        if (high.length == 0) continue;
        double d =
            Arrays.stream(high).average().getAsDouble()
                - Arrays.stream(low).average().getAsDouble();
        double between = d * d * low.length * high.length;
        if (between > best + 1e-9) {
          best = between;
          expected = t;
        }
      }
      assertEquals(expected, found, 0);
    }
    assertThrows(IllegalArgumentException.class, () -> StainLimits.otsu(new double[] {1, 1, 1}));
  }

  @Test
  public void limitsSayWhatIsBetween() {
    StainLimits limits = new StainLimits(2, 5);
    assertEquals(StainLimits.Stain.NEGATIVE, limits.of(2));
    assertEquals(StainLimits.Stain.UNSURE, limits.of(3));
    assertEquals(StainLimits.Stain.POSITIVE, limits.of(5));
    assertEquals(StainLimits.Stain.NEGATIVE, StainLimits.threshold(4).of(4));
    assertEquals(StainLimits.Stain.POSITIVE, StainLimits.threshold(4).of(4.1));
    assertThrows(IllegalArgumentException.class, () -> new StainLimits(5, 2));
  }

  private static void near(String name, double expected, double found) {
    assertEquals(name, expected, found, Math.abs(expected) * SETTLED);
  }
}
