package org.unstained.inference;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes an untrained network out of a blank one. A blank network is a TorchScript file whose method
 * {@code fresh(channels, classes, seed)} draws its weights; those of {@link #ARCHITECTURES} lie in
 * the jar. The same seed gives the same weights on one platform. The file that comes out trains in
 * DJL with the option {@code trainParam=true} and runs in any PyTorch.
 */
public final class FreshModel {
  private FreshModel() {}

  /** Names of the blank networks in the jar; those that begin with "detector" find cells. */
  public static final List<String> ARCHITECTURES =
      List.of(
          "detector",
          "detector-light",
          "small",
          "local",
          "resnet18",
          "squeezenet",
          "convnext-tiny",
          "efficientnet-b0",
          "densenet121",
          "inception");

  /** Java's stream of a module begins with its length. */
  private static final int LENGTH_FIELD = 8;

  /**
   * Writes a network with fresh weights.
   *
   * @param architecture one of {@link #ARCHITECTURES}
   * @param channels of the input, from 1
   * @param classes from 1
   * @param weights file to write; replaced if it is there
   * @throws IllegalArgumentException for an unknown architecture or a number below 1
   */
  public static void write(String architecture, int channels, int classes, long seed, Path weights)
      throws IOException {
    if (!ARCHITECTURES.contains(architecture))
      throw new IllegalArgumentException(
          "There is no architecture '%s'; there are %s"
              .formatted(architecture, String.join(", ", ARCHITECTURES)));
    try (InputStream blank =
        FreshModel.class.getResourceAsStream("/networks/" + architecture + ".torchscript")) {
      write(blank, channels, classes, seed, weights);
    }
  }

  /**
   * Writes a network with fresh weights, made from somebody's own blank one.
   *
   * @throws IOException if the blank network can't be read or has no method {@code fresh}, or the
   *     file can't be written
   */
  public static void write(InputStream blank, int channels, int classes, long seed, Path weights)
      throws IOException {
    if (channels < 1 || classes < 1)
      throw new IllegalArgumentException(
          "A network has 1 or more channels and classes, got %d and %d"
              .formatted(channels, classes));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        PtSymbolBlock module = JniUtils.loadModule((PtNDManager) manager, blank, false, false)) {
      try (IValue c = IValue.from((long) channels);
          IValue n = IValue.from((long) classes);
          IValue s = IValue.from(seed);
          IValue nothing = IValueUtils.runMethod(module, "fresh", c, n, s)) {
        JniUtils.writeModule(module, out, true);
      }
    } catch (EngineException e) {
      throw new IOException("This is no blank network: " + NetworkException.firstLine(e), e);
    }
    try (var file = Files.newOutputStream(weights)) {
      file.write(out.toByteArray(), LENGTH_FIELD, out.size() - LENGTH_FIELD);
    }
  }
}
