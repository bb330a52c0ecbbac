package org.unstained.workflow.folder;

import java.nio.file.InvalidPathException;
import org.unstained.workflow.files.OutputFolder;

/** Why an image of a folder failed, in words. */
final class FailureReason {
  private FailureReason() {}

  /** Of what is made to be read, its own message; of anything else, what to do about it. */
  static String of(Throwable e) {
    if (e instanceof InvalidPathException) return OutputFolder.UNMAPPABLE;
    if (e instanceof OutOfMemoryError) return "not enough memory: start Java with a larger -Xmx";
    if (e instanceof LinkageError)
      return "a part of Java or of a library can't be loaded (%s). Install what it misses, or install Java and Unstained anew"
          .formatted(first(e));
    if (e instanceof Error || e.getMessage() == null)
      return "something went wrong that shouldn't: %s. Please report it".formatted(e);
    return e.getMessage();
  }

  /** Later ones only say that the first has been. */
  private static Throwable first(Throwable e) {
    Throwable first = e;
    while (first.getCause() != null) first = first.getCause();
    return first;
  }
}
