package org.unstained.command;

import org.unstained.models.ModelTask;

/** A model for classification, see {@link ModelChoice}. */
public record ClassifierChoice(String text) implements ModelChoice {
  /** No model. */
  public static final ClassifierChoice NONE = new ClassifierChoice("");

  public ClassifierChoice {
    text = text.strip();
  }

  @Override
  public ModelTask task() {
    return ModelTask.CLASSIFICATION;
  }

  /** As it stands in macros and dialogs. */
  @Override
  public String toString() {
    return text;
  }
}
