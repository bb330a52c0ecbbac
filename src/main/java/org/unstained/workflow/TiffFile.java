package org.unstained.workflow;

import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Path;

/** Saving images with ImageJ, which reports failures to the user instead of the caller. */
final class TiffFile {
  private TiffFile() {}

  /**
   * @throws IOException if the file can't be written
   */
  static void save(ImagePlus image, Path file) throws IOException {
    FileSaver saver = new FileSaver(image);
    boolean saved =
        image.getStackSize() > 1
            ? saver.saveAsTiffStack(file.toString())
            : saver.saveAsTiff(file.toString());
    if (!saved)
      throw new IOException(
          "Can't write %s. Is the disk full, or the folder protected?".formatted(file));
  }
}
