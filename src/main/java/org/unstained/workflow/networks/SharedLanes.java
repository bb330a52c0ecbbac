package org.unstained.workflow.networks;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.unstained.models.ComputeDevice;

/**
 * The batches that a network may have in flight, for all planes in work together: several planes
 * need no more of its memory than one. A plane takes all of them, or one if it makes but one batch;
 * graphics cards work on one plane at a time, as their memory is scarce.
 */
public final class SharedLanes {

  /** Something that a network is asked. */
  public interface Question<T> {
    T ask() throws IOException;
  }

  private final int all;
  private final boolean shared;
  private final Semaphore free;

  /**
   * @param lanes of one plane
   */
  public SharedLanes(int lanes, ComputeDevice device) {
    all = lanes;
    shared = device.kind() == ComputeDevice.Kind.CPU;
    free = new Semaphore(lanes, true);
  }

  /** Asks when it is this plane's turn. */
  public <T> T with(boolean oneBatch, Question<T> question) throws IOException {
    int taken = oneBatch && shared ? 1 : all;
    free.acquireUninterruptibly(taken);
    try {
      return question.ask();
    } finally {
      free.release(taken);
    }
  }
}
