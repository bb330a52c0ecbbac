package org.unstained.workflow.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.workflow.training.TrainingImage;
import org.unstained.workflow.training.TrainingImages;

/**
 * Something that an experiment teaches with some images and asks about others: a network, or a
 * classical classifier on measurements. All that is random must come from the seed of the task, so
 * that an experiment that was cut off goes on as if it hadn't been.
 */
public interface Learner {

  /**
   * What is to be learned.
   *
   * @param images to learn from, and those by which an epoch or a setting is chosen
   * @param test images to be asked about; nothing may be chosen by them
   * @param classes of the whole experiment, in the order of the answers' scores
   * @param seed of everything random
   * @param folder for files of the way, such as checkpoints; may hold those of a run of this very
   *     task that was cut off
   * @param said hears a line now and then
   * @param canceled whether the user wants to stop
   */
  record Task(
      TrainingImages images,
      List<TrainingImage> test,
      List<String> classes,
      long seed,
      Path folder,
      Consumer<String> said,
      BooleanSupplier canceled) {
    public Task {
      test = List.copyOf(test);
      classes = List.copyOf(classes);
    }

    void requireGoingOn() {
      if (canceled.getAsBoolean()) throw new CancellationException();
    }
  }

  /** A learner that says of each cell what it is, rather than where cells are. */
  interface OfCells extends Learner {}

  /** Names it in tables and of files; unique in an experiment. */
  String name();

  /** All that its answers depend on besides the task, for the record of the experiment. */
  Map<String, String> settings();

  /**
   * Learns, then answers: one list of answers for each way to ask, most learners have one.
   *
   * @throws CancellationException if cancelled
   * @throws IllegalArgumentException if the images don't fit it
   * @throws IOException if an image can't be read or a file can't be written
   */
  List<Answers> learn(Task task) throws IOException;
}
