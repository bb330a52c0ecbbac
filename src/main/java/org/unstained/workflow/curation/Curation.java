package org.unstained.workflow.curation;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.unstained.overlay.EditHistory;

/**
 * Crops of cells that a person looks through: which class each has, how sure a model was, what the
 * person has decided. Crops are numbered from 0 and keep their numbers. Pictures are read when they
 * are asked for, on any thread; all else is for one thread.
 */
public interface Curation {
  /** How many crops there are, rejected ones too. */
  int size();

  /** The name of a crop: that of its file, or of image and cell. */
  String name(int crop);

  /** What it is; empty if nobody has said so. */
  String className(int crop);

  CropDecision decision(int crop);

  /** NaN if nobody knows. */
  double score(int crop);

  /** See {@link CropScores}: small where the model was in doubt; NaN if nobody knows. */
  double margin(int crop);

  /** Great where the model was in doubt; NaN if nobody knows. */
  double entropy(int crop);

  /** The classes in the order of their keys. */
  List<String> classes();

  /** A class more, which has no crop yet. */
  void addClass(String name);

  /**
   * The picture of a crop, one pixel for each of its own.
   *
   * @throws IOException if it can't be read
   */
  BufferedImage picture(int crop) throws IOException;

  /**
   * They are what their class says. Rejected ones come back.
   *
   * @throws IOException if a crop can't be moved: those before it are, and can be undone
   */
  void accept(Collection<Integer> crops) throws IOException;

  /** They are to be used for nothing. */
  void reject(Collection<Integer> crops) throws IOException;

  /** They are of this class. */
  void move(Collection<Integer> crops, String className) throws IOException;

  /** What was done. Its steps throw {@link java.io.UncheckedIOException}. */
  EditHistory history();

  /** Where the crops are, for people. */
  String place();
}
