package org.unstained.workflow.files;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffEncoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Saving images with ImageJ, which reports failures to the user instead of the caller. */
public final class TiffFile {
  private TiffFile() {}

  /**
   * @throws IOException if the file can't be written
   */
  public static void save(ImagePlus image, Path file) throws IOException {
    FileSaver saver = new FileSaver(image);
    boolean saved =
        image.getStackSize() > 1
            ? saver.saveAsTiffStack(file.toString())
            : saver.saveAsTiff(file.toString());
    if (!saved) throw failed(file, null);
  }

  /**
   * A stack that isn't in memory, slice by slice, as {@link #save} writes one that is: ImageJ would
   * leave out the labels of the slices.
   *
   * @throws IOException if the file can't be written
   */
  public static void saveStack(ImagePlus image, VirtualStack stack, String[] labels, Path file)
      throws IOException {
    if (stack.getSize() == 1) { // no stack for ImageJ
      save(image, file);
      return;
    }
    FileInfo info = image.getFileInfo();
    info.virtualStack = stack;
    info.description = new FileSaver(image).getDescriptionString();
    info.sliceLabels = labels;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      new TiffEncoder(info).write(out);
    } catch (IOException e) {
      throw failed(file, e);
    } catch (UncheckedIOException e) {
      throw failed(file, e.getCause());
    }
  }

  private static IOException failed(Path file, IOException cause) {
    return new IOException(
        "Can't write %s. Is the disk full, or the folder protected?".formatted(file), cause);
  }
}
