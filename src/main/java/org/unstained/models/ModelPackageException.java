package org.unstained.models;

import java.io.IOException;

/** A model package that is refused. The message names the file, the field and what to do. */
public final class ModelPackageException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Letters of a problem, which quotes what stands in the file. */
  private static final int LONGEST = 300;

  /**
   * @param file the file at fault, as the user knows it
   * @param problem what is wrong, without a full stop
   * @param remedy what to do next, a sentence
   */
  public ModelPackageException(String file, String problem, String remedy) {
    super("%s: %s. %s".formatted(file, problem, remedy));
  }

  private ModelPackageException(String message, ModelPackageException cause) {
    super(message, cause);
  }

  /** The same with another name of the file, for one that the user doesn't know. */
  ModelPackageException withFile(String unknown, String known) {
    return new ModelPackageException(getMessage().replace(unknown, known), this);
  }

  static ModelPackageException inField(String file, String field, String problem, String remedy) {
    String shortened = problem.length() > LONGEST ? problem.substring(0, LONGEST) + "…" : problem;
    return new ModelPackageException(file, "field '" + field + "' " + shortened, remedy);
  }
}
