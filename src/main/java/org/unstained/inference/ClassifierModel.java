package org.unstained.inference;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A classifier network in memory. Several threads may run it at once, each through its own {@link
 * Runner}. Close it after use.
 */
public final class ClassifierModel implements AutoCloseable {
  private final TorchScriptModel network;
  private final ClassifierFormat format;

  private ClassifierModel(TorchScriptModel network, ClassifierFormat format) {
    this.network = network;
    this.format = format;
  }

  /**
   * Loads weights onto a device.
   *
   * @throws NetworkException if there is no such file, or it is no TorchScript that runs here
   */
  public static ClassifierModel load(Path weights, ClassifierFormat format, Device device)
      throws IOException {
    return new ClassifierModel(TorchScriptModel.load(weights, device), format);
  }

  public ClassifierFormat format() {
    return format;
  }

  /** The file of weights, for messages. */
  public String name() {
    return network.name();
  }

  TorchScriptModel network() {
    return network;
  }

  Runner newRunner() {
    return new Runner();
  }

  @Override
  public void close() {
    network.close();
  }

  /** Runs batches of crops on one thread. */
  final class Runner implements AutoCloseable {
    private final TorchScriptModel.Runner runner = network.newRunner();

    /**
     * What the network returns for each crop, class by class.
     *
     * @param values the crops, (B, C, height, width) in that order
     * @throws NetworkException if the network fails or returns NaN or another shape
     */
    float[] run(float[] values, int batch) throws NetworkException {
      List<NetworkOutput> outputs =
          runner.run(values, batch, format.channels(), format.height(), format.width());
      int expected = format.outputs();
      NetworkOutput output = outputs.isEmpty() ? null : outputs.get(0);
      if (output == null
          || output.dimensions() < 2
          || output.size(0) != batch
          || output.size(1) != expected
          || output.values().length != batch * expected)
        throw new NetworkException(
            "%s: the network returned %s for %d crops and the model names %d classes%s; check"
                    .formatted(
                        name(),
                        output == null ? "nothing" : output.extent(),
                        batch,
                        format.classes().size(),
                        format.rejects() ? " and what is no cell" : "")
                + " the model's class names");
      for (float v : output.values())
        if (!Float.isFinite(v))
          throw new NetworkException(
              name()
                  + ": the network returned "
                  + v
                  + "; its weights are damaged: install it"
                  + " again");
      return output.values();
    }

    @Override
    public void close() {
      runner.close();
    }
  }
}
