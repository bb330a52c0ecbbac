package org.unstained.workflow.large;

import java.io.IOException;
import org.unstained.image.Memory;

/** Looks whether results find room on the disk before they are made. */
public final class LargeRoom {
  private LargeRoom() {}

  /**
   * @param what is to be written, such as "The results of a.tif"
   * @param remedy without a full stop
   * @throws IOException if the disk has less room than that
   */
  public static void require(LargePlaces places, long bytes, String what, String remedy)
      throws IOException {
    long free = places.free();
    if (bytes > free)
      throw new IOException(
          "%s may take %s, and the disk of the output folder has %s left. %s."
              .formatted(what, Memory.megabytes(bytes), Memory.megabytes(free), remedy));
  }
}
