package org.unstained.inference;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.inference.DetectorFormat.Output;
import org.unstained.models.ComputeDevice;
import org.unstained.models.EngineWork;

/**
 * A detector network in memory. Several threads may run it at once, each through its own {@link
 * Runner}. Close it after use.
 */
public final class DetectorModel implements NetworkInMemory {
  private final TorchScriptModel network;
  private final DetectorFormat format;

  /** Whether the network takes one tile at a time; null until one has gone through it. */
  private volatile Boolean oneAtATime;

  private final MemoryLimits limits = new MemoryLimits();

  private DetectorModel(TorchScriptModel network, DetectorFormat format) {
    this.network = network;
    this.format = format;
  }

  /**
   * Loads weights onto a device.
   *
   * @throws NetworkException if there is no such file, it is no TorchScript that runs here, or
   *     loading it takes too long
   */
  public static DetectorModel load(Path weights, DetectorFormat format, Device device)
      throws IOException {
    return load(weights, format, device, EngineWork::isEnding);
  }

  /**
   * As {@link #load(Path, DetectorFormat, Device)}.
   *
   * @param canceled asked while it is loaded
   * @throws java.util.concurrent.CancellationException if canceled
   */
  public static DetectorModel load(
      Path weights, DetectorFormat format, Device device, BooleanSupplier canceled)
      throws IOException {
    return new DetectorModel(TorchScriptModel.load(weights, device, canceled), format);
  }

  /**
   * As {@link #load(Path, DetectorFormat, Device)}, in half precision where the device says so and
   * the network can.
   *
   * @param canceled asked while it is loaded
   * @param note told why it isn't in half precision
   */
  public static DetectorModel load(
      Path weights,
      DetectorFormat format,
      ComputeDevice device,
      BooleanSupplier canceled,
      Consumer<String> note)
      throws IOException {
    return new DetectorModel(
        HalfNetwork.load(
            weights,
            device,
            format.channels(),
            HalfNetwork.side(format.height()),
            HalfNetwork.side(format.width()),
            canceled,
            note),
        format);
  }

  public DetectorFormat format() {
    return format;
  }

  /** The file of weights, for messages. */
  public String name() {
    return network.name();
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

  Runner newRunner(TestTime testTime, BooleanSupplier canceled) {
    return new Runner(testTime, canceled);
  }

  @Override
  public void close() {
    network.close();
  }

  /** Runs batches of tiles on one thread. */
  final class Runner implements AutoCloseable {
    private final TorchScriptModel.Runner runner;
    private final TestTime testTime;

    private Runner(TestTime testTime, BooleanSupplier canceled) {
      this.testTime = testTime;
      runner = network.newRunner(canceled);
    }

    /**
     * The detections of each tile, in pixels of the tile, neither cut at its edge nor suppressed.
     *
     * @param values the tiles, (B, C, height, width) in that order
     * @throws NetworkException if the network fails or returns what the format doesn't say
     */
    List<List<Detection>> run(float[] values, int batch, int height, int width, double threshold)
        throws NetworkException {
      if (batch > 1 && takesOneAtATime(values, height, width))
        return oneByOne(values, batch, height, width, threshold);
      try {
        List<NetworkOutput> outputs =
            testTime == TestTime.NONE
                ? runner.run(values, batch, format.channels(), height, width)
                : FlippedMaps.mean(runner, values, batch, format.channels(), height, width);
        List<List<Detection>> found = new ArrayList<>(batch);
        for (int item = 0; item < batch; item++)
          found.add(
              format.output() == Output.BOXES
                  ? ReturnedBoxes.decode(outputs, batch, item, format, threshold)
                  : ofMaps(outputs, batch, item, height, width, threshold));
        return found;
      } catch (IllegalArgumentException e) {
        throw new NetworkException(
            "%s: %s; the model's description and its weights don't fit together, or the weights"
                    .formatted(name(), e.getMessage())
                + " are damaged: install the model again",
            e);
      }
    }

    /** Other people's boxes often come without the batch; the first tile tells. */
    private boolean takesOneAtATime(float[] values, int height, int width) throws NetworkException {
      if (format.output() != Output.BOXES) return false;
      if (oneAtATime == null)
        oneAtATime = ReturnedBoxes.isOfOne(runner.run(values, 1, format.channels(), height, width));
      return oneAtATime;
    }

    private List<List<Detection>> oneByOne(
        float[] values, int batch, int height, int width, double threshold)
        throws NetworkException {
      int length = NetworkTranslator.Input.length(1, format.channels(), height, width);
      List<List<Detection>> found = new ArrayList<>(batch);
      for (int item = 0; item < batch; item++) {
        float[] one = Arrays.copyOfRange(values, item * length, (item + 1) * length);
        found.addAll(run(one, 1, height, width, threshold));
      }
      return found;
    }

    @Override
    public void close() {
      runner.close();
    }
  }

  private List<Detection> ofMaps(
      List<NetworkOutput> outputs, int batch, int item, int height, int width, double threshold) {
    if (outputs.isEmpty() || outputs.size() % 2 != 0) throw wrong(outputs);
    List<Detection> found = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i += 2) {
      NetworkOutput scores = outputs.get(i);
      NetworkOutput distances = outputs.get(i + 1);
      int classes = format.classes().size();
      if (scores.dimensions() != 4
          || distances.dimensions() != 4
          || scores.size(0) != batch
          || distances.size(0) != batch
          || scores.size(1) != classes
          || distances.size(1) != 4
          || scores.size(2) != distances.size(2)
          || scores.size(3) != distances.size(3)) throw wrong(outputs);
      double stride = (double) height / scores.size(2);
      if (stride != (double) width / scores.size(3)) throw wrong(outputs);
      int places = scores.size(2) * scores.size(3);
      found.addAll(
          DetectionDecoder.decode(
              new ScoreMaps(
                  scores.values(),
                  item * classes * places,
                  distances.values(),
                  item * 4 * places,
                  classes,
                  scores.size(3),
                  scores.size(2),
                  stride,
                  format.output() == Output.LOGIT_MAPS),
              format.classes(),
              threshold));
    }
    return found;
  }

  private IllegalArgumentException wrong(List<NetworkOutput> outputs) {
    return new IllegalArgumentException(
        "The network returned tensors of %s; scores (B, %d, h, w) and distances (B, 4, h, w) were"
                .formatted(
                    outputs.stream().map(NetworkOutput::extent).toList(), format.classes().size())
            + " expected");
  }
}
