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
   * @param lanes batches in flight
   */
  public static void run(DetectorModel model, int count, int batch, int side, int lanes)
      throws IOException {
    run(model.network(), count, batch, model.format().channels(), side, lanes);
  }

  /**
   * @param count crops
   * @param lanes batches in flight
   */
  public static void run(ClassifierModel model, int count, int batch, int lanes)
      throws IOException {
    run(model.network(), count, batch, model.format().channels(), model.format().width(), lanes);
  }

  /** How many tiles a plane is cut into. */
  public static int tiles(DetectorModel model, int side, DetectionSettings settings) {
    DetectorFormat format = model.format();
    return Tiles.of(
            side, side, settings.tile(), settings.overlap(), format.width(), format.height())
        .count();
  }

  private static void run(
      TorchScriptModel model, int count, int batch, int channels, int side, int lanes)
      throws IOException {
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
  }
}
