package org.unstained.command;

import org.unstained.learning.ClassifierTraining;
import org.unstained.learning.DetectorTraining;
import org.unstained.workflow.TrainingImages;

/** Shows how a training goes, and lets the user end it: a window, or lines of text. */
public interface TrainingView {
  /**
   * Before the first step.
   *
   * @param what is trained on what, in a sentence
   * @param images that it learns from and is judged by
   */
  void started(String what, TrainingImages images);

  /** Hears of a detector's training. */
  DetectorTraining.Listener detector();

  /** Hears of a classifier's training. */
  ClassifierTraining.Listener classifier();

  /** Whether the user wants the best so far and no more. */
  boolean canceled();

  /** A sentence about what came of it, or what to look at. */
  void said(String sentence);
}
