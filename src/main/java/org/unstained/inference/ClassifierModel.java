package org.unstained.inference;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.models.ComputeDevice;
import org.unstained.models.EngineWork;
import org.unstained.models.LastLayer;

/**
 * A classifier network in memory. Several threads may run it at once, each through its own {@link
 * Runner}. Close it after use.
 */
public final class ClassifierModel implements NetworkInMemory {
  private final TorchScriptModel network;
  private final ClassifierFormat format;
  private final MemoryLimits limits = new MemoryLimits();

  private ClassifierModel(TorchScriptModel network, ClassifierFormat format) {
    this.network = network;
    this.format = format;
  }

  /**
   * Loads weights onto a device.
   *
   * @throws NetworkException if there is no such file, it is no TorchScript that runs here, or
   *     loading it takes too long
   */
  public static ClassifierModel load(Path weights, ClassifierFormat format, Device device)
      throws IOException {
    return load(weights, format, device, EngineWork::isEnding);
  }

  /**
   * As {@link #load(Path, ClassifierFormat, Device)}.
   *
   * @param canceled asked while it is loaded
   * @throws java.util.concurrent.CancellationException if canceled
   */
  public static ClassifierModel load(
      Path weights, ClassifierFormat format, Device device, BooleanSupplier canceled)
      throws IOException {
    return new ClassifierModel(TorchScriptModel.load(weights, device, canceled), format);
  }

  /**
   * As {@link #load(Path, ClassifierFormat, Device)}, in half precision where the device says so
   * and the network can.
   *
   * @param canceled asked while it is loaded
   * @param note told why it isn't in half precision
   */
  public static ClassifierModel load(
      Path weights,
      ClassifierFormat format,
      ComputeDevice device,
      BooleanSupplier canceled,
      Consumer<String> note)
      throws IOException {
    return new ClassifierModel(
        HalfNetwork.load(
            weights, device, format.channels(), format.height(), format.width(), canceled, note),
        format);
  }

  public ClassifierFormat format() {
    return format;
  }

  /** The file of weights, for messages. */
  public String name() {
    return network.name();
  }

  /**
   * Whether the network has the methods of its last layer and they return what they should; it is
   * shown one crop of zeros.
   */
  public boolean shows(LastLayer layer) {
    try (Runner runner = newRunner(() -> false)) {
      float[] crop = new float[format.channels() * format.pixels()];
      runner.scores(layer, runner.maps(layer, crop, 1));
      return true;
    } catch (NetworkException e) {
      return false;
    }
  }

  TorchScriptModel network() {
    return network;
  }

  /** How much at once its memory has sufficed for. */
  MemoryLimits limits() {
    return limits;
  }

  @Override
  public Optional<String> memoryNote() {
    return limits.note(name());
  }

  @Override
  public NetworkException hanging() {
    return network.hanging();
  }

  Runner newRunner(BooleanSupplier canceled) {
    return new Runner(canceled);
  }

  @Override
  public void close() {
    network.close();
  }

  /** Runs batches of crops on one thread. */
  final class Runner implements AutoCloseable {
    private final TorchScriptModel.Runner runner;

    private Runner(BooleanSupplier canceled) {
      runner = network.newRunner(canceled);
    }

    /**
     * What the network returns for each crop, class by class.
     *
     * @param values the crops, (B, C, height, width) in that order
     * @throws NetworkException if the network fails or returns NaN or another shape
     */
    float[] run(float[] values, int batch) throws NetworkException {
      List<NetworkOutput> outputs =
          runner.run(values, batch, format.channels(), format.height(), format.width());
      return checked(outputs, batch);
    }

    /**
     * What the last layer before the classifier says of crops.
     *
     * @param values as for {@link #run}
     * @throws NetworkException if the network has no such method, or it fails or returns NaN or
     *     another shape
     */
    FeatureMaps maps(LastLayer layer, float[] values, int batch) throws NetworkException {
      List<NetworkOutput> outputs =
          runner.call(
              layer.maps(), values, batch, format.channels(), format.height(), format.width());
      NetworkOutput output = outputs.isEmpty() ? null : outputs.get(0);
      if (output == null || output.dimensions() != 4 || output.size(0) != batch)
        throw new NetworkException(
            "%s: its method %s returned %s for %d crops; (%d, C, h, w) was expected: correct the network, or make it anew with models/add_features.py"
                .formatted(
                    name(),
                    layer.maps(),
                    output == null ? "nothing" : output.extent(),
                    batch,
                    batch));
      requireFinite(output);
      return new FeatureMaps(
          batch, output.size(1), output.size(2), output.size(3), output.values());
    }

    /** What the network makes of such maps, as {@link #run} returns it. */
    float[] scores(LastLayer layer, FeatureMaps maps) throws NetworkException {
      return checked(
          runner.call(
              layer.scores(),
              maps.values(),
              maps.count(),
              maps.channels(),
              maps.height(),
              maps.width()),
          maps.count());
    }

    private float[] checked(List<NetworkOutput> outputs, int batch) throws NetworkException {
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
      requireFinite(output);
      return output.values();
    }

    private void requireFinite(NetworkOutput output) throws NetworkException {
      for (float v : output.values())
        if (!Float.isFinite(v))
          throw new NetworkException(
              name()
                  + ": the network returned "
                  + v
                  + "; its weights are damaged: install it"
                  + " again");
    }

    @Override
    public void close() {
      runner.close();
    }
  }
}
