package org.unstained.inference;

/** A network that was loaded. Close it after use. */
public interface NetworkInMemory extends AutoCloseable {

  /** Why the network must not be run again in this Java, or null. */
  NetworkException hanging();

  @Override
  void close();
}
