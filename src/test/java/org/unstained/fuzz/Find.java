package org.unstained.fuzz;

import java.util.Arrays;
import java.util.Optional;

/**
 * Something that shouldn't be.
 *
 * @param kind what it is, the same for all cases with the same cause, as far as one can tell
 * @param detail for whoever looks at the case
 */
record Find(String kind, String detail) {

  static Find of(Throwable thrown) {
    return new Find(
        thrown.getClass().getSimpleName() + " at " + place(thrown), String.valueOf(thrown));
  }

  static Find message(String wrong, Throwable thrown) {
    return new Find(
        "message " + wrong + " at " + place(thrown), String.valueOf(thrown.getMessage()));
  }

  /** Where the first line of ours in the trace is. */
  static String place(Throwable thrown) {
    Optional<StackTraceElement> ours =
        Arrays.stream(thrown.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("org.unstained."))
            .findFirst();
    return ours.map(
            frame ->
                frame.getClassName().replaceAll(".*\\.", "")
                    + "."
                    + frame.getMethodName()
                    + ":"
                    + frame.getLineNumber())
        .orElse("?");
  }
}
