package org.unstained.inference;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.translate.TranslateException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.unstained.inference.NetworkTranslator.Input;
import org.unstained.models.EngineWork;
import org.unstained.models.HalfPrecision;
import org.unstained.models.LimitedCall;

/** A TorchScript file in memory. Each thread runs it through a {@link Runner} of its own. */
final class TorchScriptModel implements AutoCloseable {
  private final String name;
  private final Device device;
  private final Model model;
  private final FirstPass firstPass;
  private final boolean half;

  /**
   * Convolutions on a processor take a third less time if the channels of a pixel lie side by side.
   * On graphics cards it is what half precision wants, and no other.
   */
  private volatile boolean channelsLast;

  private TorchScriptModel(String name, Device device, Model model, boolean half) {
    this.name = name;
    this.device = device;
    this.model = model;
    this.half = half;
    firstPass = new FirstPass(name);
    channelsLast = half || device.equals(Device.cpu());
  }

  /**
   * Loads weights. Parts of the file are programs that run as it is loaded, so this has a limit in
   * time.
   *
   * @param canceled asked meanwhile
   * @throws NetworkException if the file is missing or is no TorchScript that runs here, or loading
   *     it doesn't end
   * @throws CancellationException if canceled
   */
  static TorchScriptModel load(Path weights, Device device, BooleanSupplier canceled)
      throws IOException {
    return load(weights, device, false, canceled);
  }

  /**
   * As {@link #load}, in half precision: it takes and returns floats all the same.
   *
   * @throws IOException also if the file can't be converted
   */
  static TorchScriptModel loadHalf(Path weights, Device device, BooleanSupplier canceled)
      throws IOException {
    return load(weights, device, true, canceled);
  }

  private static TorchScriptModel load(
      Path weights, Device device, boolean half, BooleanSupplier canceled) throws IOException {
    if (!Files.isRegularFile(weights))
      throw new NetworkException(
          "%s: there is no such file of weights; install the model again".formatted(weights));
    NetworkException hanging = NetworkException.hanging(weights.toString(), "loading this network");
    AtomicBoolean left = new AtomicBoolean();
    try (EngineWork work = EngineWork.begin()) {
      return LimitedCall.run(
          "Unstained loading",
          () -> new TorchScriptModel(weights.toString(), device, read(weights, device, half), half),
          canceled,
          () -> left.set(true),
          TorchScriptModel::close);
    } catch (TimeoutException e) {
      throw hanging;
    } catch (CancellationException e) {
      if (left.get()) e.addSuppressed(hanging); // see NetworkException.hangingIn
      throw e;
    } catch (EngineException | MalformedModelException e) {
      if (MemoryMessages.isOne(message(e)))
        throw new NetworkException(
            weights + ": there is not enough memory to load the network; choose another device", e);
      throw new NetworkException(weights + ": " + loading(e), e);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new NetworkException(weights + ": " + loading(e), e);
    }
  }

  private static Model read(Path weights, Device device, boolean half)
      throws IOException, MalformedModelException {
    Model model = Model.newInstance(weights.getFileName().toString(), device, "PyTorch");
    try (InputStream in =
        half
            ? new ByteArrayInputStream(HalfPrecision.archive(weights))
            : new BufferedInputStream(Files.newInputStream(weights))) {
      model.load(in);
      return model;
    } catch (IOException | MalformedModelException | RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  private static String loading(Exception e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Unknown builtin op") || message.contains("nonexistent operator"))
      return operator(message)
          + ", which this PyTorch hasn't; export the network without torchvision's or other"
          + " packages' operators";
    return "this is no TorchScript that PyTorch can read; save the network with"
        + " torch.jit.script(...).save(...) or torch.jit.trace ("
        + NetworkException.firstLine(e)
        + ")";
  }

  private static String operator(String message) {
    return message
        .lines()
        .filter(line -> line.contains("::"))
        .findFirst()
        .map(line -> "the network needs an operator (" + line.strip() + ")")
        .orElse("the network needs an operator");
  }

  String name() {
    return name;
  }

  Device device() {
    return device;
  }

  /** For tests: what the engine holds for this model. */
  Model engineModel() {
    return model;
  }

  /**
   * @param canceled asked while the network's first pass runs
   */
  Runner newRunner(BooleanSupplier canceled) {
    return new Runner(model.newPredictor(new NetworkTranslator(half), device), canceled);
  }

  /** Why it must not be run again, or null. */
  NetworkException hanging() {
    return firstPass.hangs() ? firstPass.hanging() : null;
  }

  /** A network that hangs stays in memory: a thread of the engine is still in it. */
  @Override
  public void close() {
    if (!firstPass.hangs()) model.close();
  }

  /** Runs batches on one thread. */
  final class Runner implements AutoCloseable {
    private final Predictor<Input, List<NetworkOutput>> predictor;
    private final BooleanSupplier canceled;

    private Runner(Predictor<Input, List<NetworkOutput>> predictor, BooleanSupplier canceled) {
      this.predictor = predictor;
      this.canceled = canceled;
    }

    List<NetworkOutput> run(float[] values, int batch, int channels, int height, int width)
        throws NetworkException {
      return call(NetworkTranslator.FORWARD, values, batch, channels, height, width);
    }

    /** As {@link #run}, another method of the network. */
    List<NetworkOutput> call(
        String method, float[] values, int batch, int channels, int height, int width)
        throws NetworkException {
      if (channelsLast)
        try {
          return call(new Input(method, values, batch, channels, height, width, true));
        } catch (NetworkException e) {
          if (e.isShortOfMemory()) throw e;
          // Some networks count on the usual order, such as those that call torch.Tensor.view.
          var outputs = call(new Input(method, values, batch, channels, height, width, false));
          channelsLast = false;
          return outputs;
        }
      return call(new Input(method, values, batch, channels, height, width, false));
    }

    private List<NetworkOutput> call(Input input) throws NetworkException {
      try (EngineWork work = EngineWork.begin()) {
        List<NetworkOutput> outputs = firstPass.run(input.method(), () -> predict(input), canceled);
        if (half) requireFinite(outputs);
        return outputs;
      } catch (TranslateException | EngineException e) {
        String failed =
            "%s: the network failed on a batch of %d x %d x %d x %d: "
                .formatted(name, input.batch(), input.channels(), input.height(), input.width());
        if (MemoryMessages.isOne(message(e)))
          throw NetworkException.ofMemory(
              failed
                  + "there is not enough memory; choose smaller tiles or batches, or another device",
              e);
        throw new NetworkException(failed + running(e), e);
      } catch (NetworkException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new NetworkException(name + ": " + NetworkException.firstLine(e), e);
      }
    }

    /**
     * Without the engine's optimiser, which takes up to a second for the first passes on a graphics
     * card and makes none of the later ones faster here. This is a setting of the thread.
     */
    private List<NetworkOutput> predict(Input input) throws TranslateException {
      JniUtils.setGraphExecutorOptimize(false);
      try {
        return predictor.predict(input);
      } finally {
        JniUtils.setGraphExecutorOptimize(true);
      }
    }

    /** Numbers of 16 bits end at 65,504. */
    private void requireFinite(List<NetworkOutput> outputs) throws NetworkException {
      for (NetworkOutput output : outputs)
        for (float value : output.values())
          if (!Float.isFinite(value))
            throw new NetworkException(
                name
                    + ": the network returned "
                    + value
                    + " in half precision; its numbers are too great for that: choose the device"
                    + " without '-half'");
    }

    @Override
    public void close() {
      if (!firstPass.hangs()) predictor.close();
    }
  }

  private static String running(Exception e) {
    String message = message(e).toLowerCase(Locale.ROOT);
    String reason =
        message(e)
            .lines()
            .filter(line -> line.contains("Error:"))
            .reduce((first, second) -> second)
            .orElse(NetworkException.firstLine(e));
    if (message.contains("channels"))
      return "it wants other channels; choose as many as the model was made for (" + reason + ")";
    if (message.contains("size of tensor") || message.contains("sizes of tensors"))
      return "it wants another size of picture; check the model's size rule (" + reason + ")";
    return reason;
  }

  private static String message(Throwable e) {
    return e.getCause() == null || e instanceof EngineException
        ? String.valueOf(e.getMessage())
        : message(e.getCause());
  }
}
