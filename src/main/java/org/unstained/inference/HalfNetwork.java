package org.unstained.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.models.ComputeDevice;
import org.unstained.models.SizeRule;

/**
 * Loads networks as a device wants them: in half precision where that was asked for and works,
 * otherwise as they are.
 */
final class HalfNetwork {
  private static final int SIDE = 64;

  private HalfNetwork() {}

  /**
   * Loads a network. One for half precision is shown noise first: if it can't be converted, fails
   * or returns what isn't a number, it is loaded as it is.
   *
   * @param channels that it takes
   * @param note told why it isn't in half precision
   * @throws IOException as {@link TorchScriptModel#load}
   */
  static TorchScriptModel load(
      Path weights,
      ComputeDevice device,
      int channels,
      int height,
      int width,
      BooleanSupplier canceled,
      Consumer<String> note)
      throws IOException {
    if (!device.half()) return TorchScriptModel.load(weights, device.djl(), canceled);
    String why;
    try {
      return tried(weights, device, channels, height, width, canceled);
    } catch (IOException e) {
      if (NetworkException.hangingIn(e).isPresent()) throw e;
      why = e.getMessage();
    }
    TorchScriptModel full = TorchScriptModel.load(weights, device.djl(), canceled);
    note.accept("Half precision doesn't work, so full precision is used. " + why);
    return full;
  }

  private static TorchScriptModel tried(
      Path weights,
      ComputeDevice device,
      int channels,
      int height,
      int width,
      BooleanSupplier canceled)
      throws IOException {
    TorchScriptModel half = TorchScriptModel.loadHalf(weights, device.djl(), canceled);
    try (TorchScriptModel.Runner runner = half.newRunner(canceled)) {
      float[] noise = new float[NetworkTranslator.Input.length(1, channels, height, width)];
      Random random = new Random(1);
      for (int i = 0; i < noise.length; i++) noise[i] = (float) random.nextGaussian();
      runner.run(noise, 1, channels, height, width);
      return half;
    } catch (IOException | RuntimeException | Error e) {
      half.close();
      throw e;
    }
  }

  /** A small side that a detector takes. */
  static int side(SizeRule rule) {
    return rule.isFixed() ? rule.min() : rule.atLeast(SIDE);
  }
}
