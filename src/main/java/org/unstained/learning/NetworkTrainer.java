package org.unstained.learning;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.unstained.models.ComputeDevice;
import org.unstained.models.EngineWork;
import org.unstained.models.LimitedCall;

/**
 * A network that learns, with Adam's moments and the averaged weights. One thread uses it; the
 * engine trains one network at a time in the whole of Java. Everything that a step makes is freed
 * with it.
 */
final class NetworkTrainer implements AutoCloseable {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;
  private static final double GREATEST_GRADIENT = 10;

  /** Java's stream of a module begins with its length. */
  private static final int LENGTH_FIELD = 8;

  /**
   * A batch on its way into the network.
   *
   * @param values (count, channels, height, width) in that order
   * @param loss of the network's outputs
   */
  record Batch(
      float[] values,
      int count,
      int channels,
      int height,
      int width,
      Function<NDList, NDArray> loss) {}

  private final String name;
  private final TrainingSettings settings;
  private final ComputeDevice device;
  private final Model model;
  private final NDManager memory;
  private final List<NDArray> weights = new ArrayList<>();
  private final List<NDArray> means = new ArrayList<>();
  private final List<NDArray> variances = new ArrayList<>();
  private final List<NDArray> averages = new ArrayList<>();
  private long steps;

  /**
   * @throws IOException if the file is missing, is no TorchScript, or has no weights to train
   */
  NetworkTrainer(Path start, ComputeDevice device, TrainingSettings settings) throws IOException {
    name = start.toString();
    this.settings = settings;
    this.device = device;
    if (!Files.isRegularFile(start))
      throw new IOException(start + ": there is no such file of weights; choose another model");
    model = load(start, device);
    memory = model.getNDManager().newSubManager();
    for (var parameter : model.getBlock().getParameters()) {
      NDArray weight = parameter.getValue().getArray();
      weight.setRequiresGradient(true);
      weights.add(weight);
      means.add(memory.zeros(weight.getShape()));
      variances.add(memory.zeros(weight.getShape()));
      NDArray average = memory.zeros(weight.getShape());
      set(average, weight.toFloatArray());
      averages.add(average);
    }
    if (weights.isEmpty()) {
      close();
      throw new IOException(start + ": this network has no weights to train; choose another one");
    }
  }

  /** Parts of the file are programs that run as it is loaded, so this has a limit in time. */
  private static Model load(Path start, ComputeDevice device) throws IOException {
    try (EngineWork work = EngineWork.begin()) {
      return LimitedCall.run(
          "Unstained loading",
          () -> read(start, device),
          EngineWork::isEnding,
          () -> {},
          Model::close);
    } catch (TimeoutException e) {
      throw new IOException(
          "%s: loading this network hasn't ended after %d seconds; maybe it never ends. It can't be stopped and takes a processor until ImageJ is closed. Start from another model; if it is only slow, start Java with -D%s=SECONDS"
              .formatted(start, LimitedCall.seconds(), LimitedCall.LIMIT));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(start + ": " + firstLine(e), e);
    }
  }

  private static Model read(Path start, ComputeDevice device) throws IOException {
    Path folder = Files.createTempDirectory("unstained-training");
    Model model = Model.newInstance("weights", device.djl(), "PyTorch");
    try {
      Path copy = Files.copy(start, folder.resolve("weights.pt"));
      model.load(folder, "weights", Map.of("trainParam", "true", "mapLocation", "true"));
      Files.delete(copy);
      return model;
    } catch (EngineException | MalformedModelException e) {
      model.close();
      throw new IOException(
          start + ": this is no TorchScript that can be trained (" + firstLine(e) + ")", e);
    } finally {
      Files.deleteIfExists(folder.resolve("weights.pt"));
      Files.deleteIfExists(folder);
    }
  }

  long steps() {
    return steps;
  }

  /**
   * One step down the gradient.
   *
   * @return the loss before it
   * @throws IOException if the network fails, or the loss or its gradient isn't finite
   */
  double step(Batch batch, double rate) throws IOException {
    double loss;
    try (NDManager manager = memory.newSubManager();
        GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray value = batch.loss.apply(forward(batch, manager));
      loss = value.getFloat();
      if (!Double.isFinite(loss)) throw notFinite("The loss", loss);
      gradients.backward(value);
    } catch (EngineException e) {
      throw failed(batch, e);
    }
    update(rate);
    return loss;
  }

  private NDList forward(Batch batch, NDManager manager) {
    Shape shape = new Shape(batch.count, batch.channels, batch.height, batch.width);
    NDArray input = manager.create(batch.values, shape);
    NDList out =
        model.getBlock().forward(new ParameterStore(manager, false), new NDList(input), true);
    out.attach(manager);
    return out;
  }

  private void update(double rate) throws IOException {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    List<NDArray> gradients = new ArrayList<>();
    try {
      for (NDArray weight : weights) gradients.add(weight.getGradient());
      double norm = norm(gradients);
      if (!Double.isFinite(norm)) throw notFinite("The gradient of the loss", norm);
      steps++;
      double correction = Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
      float rescale = (float) Math.min(1, GREATEST_GRADIENT / norm);
      float stays = (float) Math.min(settings.averaging(), (1.0 + steps) / (10.0 + steps));
      for (int i = 0; i < weights.size(); i++) {
        PtNDArray weight = (PtNDArray) weights.get(i);
        JniUtils.adamUpdate(
            weight,
            (PtNDArray) gradients.get(i),
            (PtNDArray) means.get(i),
            (PtNDArray) variances.get(i),
            (float) rate,
            (float) (rate * correction),
            (float) settings.weightDecay(),
            rescale,
            -1,
            BETA1,
            BETA2,
            EPSILON,
            settings.optimizer() == TrainingSettings.Optimizer.ADAMW);
        JniUtils.zeroGrad(weight);
        try (NDArray part = weight.mul(1 - stays)) {
          averages.get(i).muli(stays).addi(part);
        }
      }
    } finally {
      gradients.forEach(NDArray::close);
      JniUtils.setGradMode(before);
    }
  }

  private double norm(List<NDArray> gradients) {
    try (NDManager manager = memory.newSubManager()) {
      NDArray sum = manager.zeros(new Shape());
      for (NDArray gradient : gradients) {
        NDArray square = gradient.square();
        square.attach(manager);
        sum = sum.add(square.sum());
      }
      return Math.sqrt(sum.getFloat());
    }
  }

  /**
   * Writes the averaged weights as TorchScript. Batch normalisation measures them first on the
   * given batches; its figures for the weights themselves would be a little off.
   */
  void writeAverage(Path file, List<Batch> batches) throws IOException {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    List<float[]> kept = weights.stream().map(NDArray::toFloatArray).toList();
    try {
      for (int i = 0; i < weights.size(); i++) set(weights.get(i), averages.get(i).toFloatArray());
      for (Batch batch : batches)
        try (NDManager manager = memory.newSubManager()) {
          forward(batch, manager);
        } catch (EngineException e) {
          throw failed(batch, e);
        }
      Files.write(file, bytes());
    } finally {
      for (int i = 0; i < weights.size(); i++) set(weights.get(i), kept.get(i));
      JniUtils.setGradMode(before);
    }
  }

  /** The weights as they are, as TorchScript for the CPU. */
  byte[] bytes() throws IOException {
    byte[] bytes = bytes((PtSymbolBlock) model.getBlock());
    if (device.kind() == ComputeDevice.Kind.CPU) return bytes;
    try (NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch");
        PtSymbolBlock copy =
            JniUtils.loadModule(
                (PtNDManager) manager, new ByteArrayInputStream(bytes), true, false)) {
      return bytes(copy);
    }
  }

  private static byte[] bytes(PtSymbolBlock module) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JniUtils.writeModule(module, out, true);
    return Arrays.copyOfRange(out.toByteArray(), LENGTH_FIELD, out.size());
  }

  /** What a checkpoint keeps besides the weights: means, variances, averages. */
  List<float[]> state() {
    List<float[]> state = new ArrayList<>();
    for (var list : List.of(means, variances, averages))
      for (NDArray array : list) state.add(array.toFloatArray());
    return state;
  }

  /**
   * @throws IOException if the state is that of another network
   */
  void restore(List<float[]> state, long done) throws IOException {
    int i = 0;
    if (state.size() != 3 * weights.size()) throw otherNetwork();
    for (var list : List.of(means, variances, averages))
      for (NDArray array : list) {
        float[] values = state.get(i++);
        if (values.length != array.getShape().size()) throw otherNetwork();
        set(array, values);
      }
    steps = done;
  }

  private static IOException otherNetwork() {
    return new IOException(
        "The checkpoint is that of another network; delete it or choose another folder");
  }

  private static void set(NDArray array, float[] values) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try (NDArray from = array.getManager().create(values, array.getShape())) {
      from.copyTo(array);
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /** For tests: how many arrays the engine holds for this network. */
  int held() {
    return memory.getManagedArrays().size();
  }

  private IOException notFinite(String what, double value) {
    return new IOException(
        "%s became %s at step %d; choose a smaller learning rate, or check the weights of %s"
            .formatted(what, value, steps + 1, name));
  }

  private IOException failed(Batch batch, EngineException e) {
    return new IOException(
        "%s: the network failed on a batch of %d x %d x %d x %d: %s. Choose a network for so many"
                .formatted(
                    name, batch.count, batch.channels, batch.height, batch.width, firstLine(e))
            + " channels, or smaller batches",
        e);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage())
        .lines()
        .filter(line -> line.contains("Error:"))
        .reduce((first, second) -> second)
        .orElse(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
  }

  @Override
  public void close() {
    if (memory != null) memory.close();
    model.close();
  }
}
