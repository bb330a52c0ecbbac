package org.unstained.models;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Runs a small network on a device and looks at the numbers. The engine must be running. */
final class DeviceProbe {
  private static final String NETWORK = "probe.torchscript";

  /** What the network of models/test-networks gives for ones. */
  private static final float[] EXPECTED = {4.1f, 4.1f, 4.1f, 4.1f, 0, 0, 0, 0};

  /** Some devices multiply with 10 bits of fraction: 4.1 / 2^10. */
  private static final float TOLERANCE = 5e-3f;

  private DeviceProbe() {}

  /**
   * @throws IOException if the device can't run it or gives other numbers
   */
  static void run(Device device) throws IOException {
    try (InputStream network = DeviceProbe.class.getResourceAsStream(NETWORK);
        Model model = Model.newInstance("probe", device, "PyTorch")) {
      if (network == null)
        throw new FileNotFoundException(NETWORK + " is missing. Install Unstained again");
      model.load(network);
      try (NDManager manager = model.getNDManager().newSubManager()) {
        NDArray ones = manager.ones(new Shape(1, 1, 4, 4));
        NDList result =
            model.getBlock().forward(new ParameterStore(manager, false), new NDList(ones), false);
        check(result.singletonOrThrow().toFloatArray());
        result.close();
      }
    } catch (MalformedModelException | RuntimeException | LinkageError e) {
      throw new IOException(TorchEngine.reason(e), e);
    }
  }

  private static void check(float[] found) throws IOException {
    boolean right = found.length == EXPECTED.length;
    for (int i = 0; right && i < found.length; i++)
      right = Math.abs(found[i] - EXPECTED[i]) <= TOLERANCE;
    if (!right)
      throw new IOException(
          "it computes wrong numbers: %s instead of %s"
              .formatted(java.util.Arrays.toString(found), java.util.Arrays.toString(EXPECTED)));
  }
}
