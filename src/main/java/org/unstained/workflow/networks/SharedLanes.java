package org.unstained.workflow.networks;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * The batches that a network may have in flight, for all planes in work together: several planes
 * need no more of its memory than one. A plane takes all of them, or one if it makes but one batch.
 */
public final class SharedLanes {

  /** Something that a network is asked. */
  public interface Question<T> {
    T ask() throws IOException;
  }

  private final int all;
  private final Semaphore free;

  /**
   * @param lanes of one plane
   */
  public SharedLanes(int lanes) {
    all = lanes;
    free = new Semaphore(lanes, true);
  }

  /** Asks when it is this plane's turn. */
  public <T> T with(boolean oneBatch, Question<T> question) throws IOException {
    int taken = oneBatch ? 1 : all;
    free.acquireUninterruptibly(taken);
    try {
      return question.ask();
    } finally {
      free.release(taken);
    }
  }
}
