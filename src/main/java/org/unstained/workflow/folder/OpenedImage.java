package org.unstained.workflow.folder;

import ij.ImagePlus;
import org.unstained.workflow.files.FileContent;

/**
 * An image of a folder in memory, or one that is to stay in its file.
 *
 * @param image null if it stays in its file, as {@link LargeImages} says
 * @param content of its file
 * @param seconds that opening took
 */
record OpenedImage(FolderImage of, ImagePlus image, FileContent content, double seconds)
    implements AutoCloseable {

  static OpenedImage inFile(FolderImage of) {
    return new OpenedImage(of, null, null, 0);
  }

  boolean staysInFile() {
    return image == null;
  }

  @Override
  public void close() {
    if (staysInFile()) return;
    image.changes = false;
    image.close();
  }
}
