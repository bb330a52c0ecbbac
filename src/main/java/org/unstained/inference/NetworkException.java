package org.unstained.inference;

import java.io.IOException;
import java.io.Serial;

/**
 * A network can't be loaded, or didn't do what it should. The message names the file and says what
 * to do.
 */
public final class NetworkException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /** Whether it might work with less at once. */
  private final boolean shortOfMemory;

  NetworkException(String message) {
    super(message);
    shortOfMemory = false;
  }

  NetworkException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private NetworkException(String message, Throwable cause, boolean shortOfMemory) {
    super(message, cause);
    this.shortOfMemory = shortOfMemory;
  }

  /** The memory didn't suffice, that of Java, of the computer or of a graphics card. */
  static NetworkException ofMemory(String message, Throwable cause) {
    return new NetworkException(message, cause, true);
  }

  boolean isShortOfMemory() {
    return shortOfMemory;
  }

  /** What an engine says, without its stack of C++ frames. */
  static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    String line = message.lines().filter(s -> !s.isBlank()).findFirst().orElse("no reason given");
    return line.strip();
  }
}
