package org.unstained.command.project;

import org.unstained.command.training.TrainingView;
import org.unstained.project.Listing;
import org.unstained.project.Proposing;

/** Hears what becomes of an action on an annotation project. */
public interface ProjectView extends Proposing.Progress {
  /** Something that the user should know, in a sentence. */
  void said(String sentence);

  /** What the action is about. */
  void listed(Listing listing);

  /** What hears of a training. */
  TrainingView training();
}
