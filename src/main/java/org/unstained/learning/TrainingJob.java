package org.unstained.learning;

import java.nio.file.Path;
import java.util.List;
import org.unstained.models.ComputeDevice;

/**
 * What is trained, where, and how.
 *
 * @param start weights to begin with: fresh ones, or an installed model's for fine-tuning; stays as
 *     it is
 * @param folder for the best weights and the checkpoint; made if it isn't there. A checkpoint that
 *     lies there is gone on with
 * @param device that does the work
 * @param classes their names in the order of the network's scores
 * @throws IllegalArgumentException if there is no class
 */
public record TrainingJob(
    Path start,
    Path folder,
    ComputeDevice device,
    List<String> classes,
    TrainingSettings settings) {
  public TrainingJob {
    classes = List.copyOf(classes);
    if (classes.isEmpty())
      throw new IllegalArgumentException("A network is trained for 1 or more classes, got 0");
  }

  /** The best weights so far, TorchScript. */
  public Path best() {
    return folder.resolve("best.torchscript");
  }

  /** The state after the last whole epoch; gone when the run has ended by itself. */
  public Path checkpoint() {
    return folder.resolve("checkpoint");
  }

  void requireClasses(int[] types, String what) {
    int[] counts = new int[classes.size()];
    for (int type : types) {
      if (type >= counts.length)
        throw new IllegalArgumentException(
            "A cell has class %d and the network has %d classes, from 0"
                .formatted(type, counts.length));
      counts[type]++;
    }
    for (int c = 0; c < counts.length; c++)
      if (counts[c] == 0)
        throw new IllegalArgumentException(
            "No %s shows the class '%s'; add some that do, or leave the class out"
                .formatted(what, classes.get(c)));
  }
}
