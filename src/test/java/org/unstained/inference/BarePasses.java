package org.unstained.inference;

import java.io.IOException;

/**
 * Nothing but forward passes of a network, as a yardstick for benchmarks: the same batches, no
 * pixels cut, nothing decoded.
 */
public final class BarePasses {
  private BarePasses() {}

  /**
   * @param count tiles
   * @return seconds; the better of one lane and two
   */
  public static double seconds(DetectorModel model, int count, int batch, int side)
      throws IOException {
    return seconds(model.network(), count, batch, model.format().channels(), side);
  }

  /**
   * @param count crops
   * @return seconds; the better of one lane and two
   */
  public static double seconds(ClassifierModel model, int count, int batch) throws IOException {
    return seconds(
        model.network(), count, batch, model.format().channels(), model.format().width());
  }

  /** How many tiles a plane is cut into. */
  public static int tiles(DetectorModel model, int side, DetectionSettings settings) {
    DetectorFormat format = model.format();
    return Tiles.of(
            side, side, settings.tile(), settings.overlap(), format.width(), format.height())
        .count();
  }

  private static double seconds(
      TorchScriptModel model, int count, int batch, int channels, int side) throws IOException {
    double least = Double.MAX_VALUE;
    for (int lanes = 1; lanes <= 2; lanes++) {
      long start = System.nanoTime();
      Lanes.run(
          (count + batch - 1) / batch,
          lanes,
          () -> {
            var runner = model.newRunner(() -> false);
            float[] values = new float[batch * channels * side * side];
            return new Lanes.Lane() {
              @Override
              public int run(int i) throws IOException {
                runner.run(values, Math.min(batch, count - i * batch), channels, side, side);
                return 0;
              }

              @Override
              public void close() {
                runner.close();
              }
            };
          },
          p -> {},
          () -> false);
      least = Math.min(least, (System.nanoTime() - start) / 1e9);
    }
    return least;
  }
}
