package org.unstained.command.training;

import java.util.List;
import org.unstained.learning.ClassifierTraining;
import org.unstained.learning.DetectorTraining;
import org.unstained.workflow.training.TrainingImages;

/**
 * Shows how a training goes, and lets the user end it: a window, or lines of text. It is told of
 * things on the thread that trains and must not keep it.
 */
public interface TrainingView {
  /**
   * What is about to be trained.
   *
   * @param model its name
   * @param what is trained on what, in a sentence
   * @param classes in the order of the network's scores
   * @param device that does the work
   * @param epochs at most
   * @param images that it learns from and is judged by
   * @param notes what the user should know before, a sentence each
   */
  record Run(
      String model,
      String what,
      List<String> classes,
      String device,
      int epochs,
      TrainingImages images,
      List<String> notes) {}

  /** Before the first step. */
  void started(Run run);

  /** Hears of a detector's training. */
  DetectorTraining.Listener detector();

  /** Hears of a classifier's training. */
  ClassifierTraining.Listener classifier();

  /** Whether the user wants the best so far and no more. */
  boolean canceled();

  /** A sentence about what came of it, or what to look at. */
  void said(String sentence);

  /** That there is no model, and why; the command says so, too. */
  default void failed(String why) {}

  /** That the model is there; nothing follows. */
  default void done() {}
}
