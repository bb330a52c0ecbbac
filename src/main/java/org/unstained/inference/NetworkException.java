package org.unstained.inference;

import java.io.IOException;
import java.io.Serial;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.unstained.models.LimitedCall;

/**
 * A network can't be loaded, or didn't do what it should. The message names the file and says what
 * to do.
 */
public final class NetworkException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /** Whether it might work with less at once. */
  private final boolean shortOfMemory;

  /** Whether the engine is still at it and can't be stopped. */
  private final boolean hanging;

  NetworkException(String message) {
    this(message, null, false, false);
  }

  NetworkException(String message, Throwable cause) {
    this(message, cause, false, false);
  }

  private NetworkException(
      String message, Throwable cause, boolean shortOfMemory, boolean hanging) {
    super(message, cause);
    this.shortOfMemory = shortOfMemory;
    this.hanging = hanging;
  }

  /** The memory didn't suffice, that of Java, of the computer or of a graphics card. */
  static NetworkException ofMemory(String message, Throwable cause) {
    return new NetworkException(message, cause, true, false);
  }

  /**
   * Something with a network takes longer than it may.
   *
   * @param name of the network
   * @param what takes so long
   */
  static NetworkException hanging(String name, String what) {
    return new NetworkException(
        "%s: %s hasn't ended after %d seconds, or was left when somebody cancelled; maybe it never ends. It can't be stopped and takes a processor until ImageJ is closed; until then the network isn't run again. Don't use this model; if it is only slow, start Java with -D%s=SECONDS"
            .formatted(name, what, LimitedCall.seconds(), LimitedCall.LIMIT),
        null,
        false,
        true);
  }

  /**
   * Whether a failure, or somebody who cancelled, left the engine at work: the network must not be
   * used again in this Java.
   *
   * @return why
   */
  public static Optional<NetworkException> hangingIn(Throwable failure) {
    return Stream.concat(Stream.of(failure), Arrays.stream(failure.getSuppressed()))
        .filter(e -> e instanceof NetworkException network && network.hanging)
        .map(e -> (NetworkException) e)
        .findFirst();
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
