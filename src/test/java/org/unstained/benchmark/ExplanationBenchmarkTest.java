package org.unstained.benchmark;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Assume;
import org.junit.Test;
import org.unstained.inference.ExplanationMethod;

public class ExplanationBenchmarkTest {
  /** All validation images give 0.89; these are few. */
  private static final double LEAST = 0.8;

  private static final int EVERY = 20;

  @Test
  public void theStandardMethodsHeatLiesOnTheCell() throws IOException {
    Assume.assumeTrue("no real images here", Files.isDirectory(Path.of("../shared/data/livedead")));
    double[] all = ExplanationBenchmark.inside(ExplanationMethod.OCCLUSION, EVERY).get("all");
    assertTrue(all[1] + " cells", all[1] > 8);
    assertTrue("inside: " + all[0] / all[1], all[0] / all[1] > LEAST);
  }
}
