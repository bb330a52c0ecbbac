package org.unstained.classical;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Small classifiers of each kind as files. */
public final class FuzzedClassifiers {
  private FuzzedClassifiers() {}

  public static void write(Path folder) throws IOException {
    Random random = new Random(3);
    double[][] values = new double[16][];
    int[] classes = new int[16];
    for (int i = 0; i < 16; i++) {
      classes[i] = i % 2;
      values[i] =
          new double[] {classes[i] + random.nextGaussian() / 3, random.nextGaussian(), i / 16.0};
    }
    Samples samples =
        new Samples(
            List.of("area_um2", "perimeter_um", "convexity"),
            values,
            classes,
            List.of("a", "b"),
            Collections.nCopies(16, "image"));
    for (Method method : Method.values())
      for (int components : new int[] {0, 2}) {
        Recipe recipe = new Recipe(method, Distance.EUCLIDEAN, 3, 3, 1, 0.2, components, 1);
        ClassifierText.write(
            MeasurementClassifier.fit(samples, recipe),
            folder.resolve(method.key() + components + ".json"));
      }
  }

  /** Reads one and asks it. */
  public static void use(Path file) throws IOException {
    MeasurementClassifier read = ClassifierText.read(file);
    double[][] asked = new double[2][read.columns().size()];
    for (double[] row : read.probabilities(asked))
      for (double p : row)
        if (!(p >= 0 && p <= 1)) throw new AssertionError("a probability of " + p);
  }
}
