package org.unstained.learning;

import java.io.IOException;
import java.nio.file.Path;

/** Says how good a network is on images that it doesn't learn from. */
@FunctionalInterface
public interface ValidationScore {
  /**
   * @param weights TorchScript, the very file that would be installed
   * @return the greater the better; finite
   */
  double of(Path weights) throws IOException;
}
