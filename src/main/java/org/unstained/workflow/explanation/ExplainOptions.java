package org.unstained.workflow.explanation;

import org.unstained.inference.ExplanationMethod;
import org.unstained.workflow.planes.InputChannels;

/**
 * What is to be explained, and how.
 *
 * @param model name or path of a network that classifies
 * @param channels as {@link InputChannels} reads them; blank for the first ones
 * @param device as {@link org.unstained.models.ComputeDevices#choose} takes it
 * @param target name of a class, or {@value #PREDICTED} for the one that the network says
 * @param against name of a second class, or blank
 */
public record ExplainOptions(
    String model,
    String channels,
    String device,
    ExplanationMethod method,
    String target,
    String against) {
  /** For each cell its own class. */
  public static final String PREDICTED = "predicted";

  public ExplainOptions {
    model = model.strip();
    target = target.isBlank() ? PREDICTED : target.strip();
    against = against.strip();
  }
}
