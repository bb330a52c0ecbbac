package org.unstained.command;

import org.unstained.models.ModelTask;

/** A model for detection, see {@link ModelChoice}. */
public record DetectorChoice(String text) implements ModelChoice {
  /** No model. */
  public static final DetectorChoice NONE = new DetectorChoice("");

  public DetectorChoice {
    text = text.strip();
  }

  @Override
  public ModelTask task() {
    return ModelTask.DETECTION;
  }

  /** As it stands in macros and dialogs. */
  @Override
  public String toString() {
    return text;
  }
}
