package org.unstained.workflow;

import ij.ImagePlus;

/**
 * An image of a folder in memory.
 *
 * @param content of its file
 * @param seconds that opening took
 */
record OpenedImage(FolderImage of, ImagePlus image, FileContent content, double seconds)
    implements AutoCloseable {

  @Override
  public void close() {
    image.changes = false;
    image.close();
  }
}
