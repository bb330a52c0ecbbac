package org.unstained.inference;

import static org.junit.Assert.assertArrayEquals;

import ai.djl.Device;
import java.io.IOException;
import org.junit.Test;

public class TorchScriptModelTest {
  /**
   * A network that hands back what it got, in the order of its memory, and only in the usual one.
   */
  @Test
  public void networksThatNeedChannelsFirstGetThem() throws IOException {
    float[] values = new float[2 * 3 * 4 * 5];
    for (int i = 0; i < values.length; i++) values[i] = i;
    try (var network = TorchScriptModel.load(Networks.file("in-order"), Device.cpu(), () -> false);
        var runner = network.newRunner(() -> false)) {
      for (int turn = 0; turn < 2; turn++) {
        NetworkOutput output = runner.run(values, 2, 3, 4, 5).get(0);
        assertArrayEquals(new long[] {2, 60}, output.shape());
        assertArrayEquals(values, output.values(), 0);
      }
    }
  }
}
