package org.unstained.inference;

import java.io.IOException;
import java.io.Serial;

/**
 * A network can't be loaded, or didn't do what it should. The message names the file and says what
 * to do.
 */
public final class NetworkException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  NetworkException(String message) {
    super(message);
  }

  NetworkException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What an engine says, without its stack of C++ frames. */
  static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    String line = message.lines().filter(s -> !s.isBlank()).findFirst().orElse("no reason given");
    return line.strip();
  }
}
