package org.unstained.inference;

import java.util.Optional;

/** A network that was loaded. Close it after use. */
public interface NetworkInMemory extends AutoCloseable {

  /** Why the network must not be run again in this Java, or null. */
  NetworkException hanging();

  /** What was done because memory was short, a sentence to be told once; empty if nothing was. */
  Optional<String> memoryNote();

  @Override
  void close();
}
