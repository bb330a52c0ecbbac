package org.unstained.workflow.analysis;

import org.unstained.models.ComputeDevices;
import org.unstained.workflow.planes.InputChannels;

/**
 * What to classify cells with, and how.
 *
 * @param model name or path of a model for classification
 * @param channels as {@link InputChannels} reads them; blank for the first ones
 * @param turns whether the network looks at each cell flipped and turned too, and the mean counts
 * @param device as {@link ComputeDevices#choose} takes it
 */
public record ClassifyOptions(String model, String channels, boolean turns, String device) {

  public ClassifyOptions {
    model = model.strip();
  }

  /** A model on the best device, each cell as it lies. */
  public static ClassifyOptions of(String model) {
    return new ClassifyOptions(model, "", false, ComputeDevices.AUTO);
  }

  /** The same on another device. */
  public ClassifyOptions onDevice(String other) {
    return new ClassifyOptions(model, channels, turns, other);
  }
}
