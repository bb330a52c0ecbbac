package org.unstained.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.unstained.image.ImageFiles;

/** The images that a folder run works on. */
final class FolderImages {
  private FolderImages() {}

  /**
   * The file itself, or the images of a folder by name. Subfolders are left out, and so is what an
   * earlier run wrote beside its images ({@code a-labels.tif}, {@code a-overlay.png}).
   *
   * @throws IOException if there is no such file or folder, it can't be read, or holds no image
   */
  static List<Path> of(Path input) throws IOException {
    if (!Files.exists(input))
      throw new IOException("There is no file or folder " + input.toAbsolutePath());
    if (!Files.isReadable(input))
      throw new IOException("Can't read %s. Check its permissions.".formatted(input));
    if (!Files.isDirectory(input)) return List.of(input);
    List<Path> images;
    try (Stream<Path> files = Files.list(input)) {
      images =
          files.filter(Files::isRegularFile).filter(ImageFiles::looksLikeImage).sorted().toList();
    }
    if (images.isEmpty())
      throw new IOException(
          "There is no image in %s. Images of subfolders aren't read: give the folder that holds them."
              .formatted(input.toAbsolutePath()));
    return images;
  }
}
