package org.unstained.benchmark;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Assume;
import org.junit.Test;
import org.unstained.inference.ExplanationMethod;

public class ExplanationBenchmarkTest {
  /** A sixth of the validation images give 0.93; these are fewer. */
  private static final double LEAST = 0.8;

  /** All validation images give 0.94. */
  private static final double LEAST_OF_GRADCAM = 0.85;

  private static final int EVERY = 20;

  @Test
  public void gradCamsHeatLiesOnTheCellMoreThanTheWindowMakesIt() throws IOException {
    Assume.assumeTrue("no real images here", Files.isDirectory(Path.of("../shared/data/livedead")));
    var sums = ExplanationBenchmark.inside(ExplanationMethod.GRADCAM, EVERY);
    double[] all = sums.get("all");
    double[] window = sums.get("window");
    assertTrue("inside: " + all[0] / all[1], all[0] / all[1] > LEAST_OF_GRADCAM);
    assertTrue("window: " + window[0] / window[1], window[0] / window[1] < 0.75);
  }

  @Test
  public void theStandardMethodsHeatLiesOnTheCell() throws IOException {
    Assume.assumeTrue("no real images here", Files.isDirectory(Path.of("../shared/data/livedead")));
    double[] all = ExplanationBenchmark.inside(ExplanationMethod.OCCLUSION, EVERY).get("all");
    assertTrue(all[1] + " cells", all[1] > 8);
    assertTrue("inside: " + all[0] / all[1], all[0] / all[1] > LEAST);
  }
}
