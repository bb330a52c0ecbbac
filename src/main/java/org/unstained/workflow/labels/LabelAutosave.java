package org.unstained.workflow.labels;

import ij.ImagePlus;
import ij.io.FileInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.unstained.models.ModelLibrary;
import org.unstained.overlay.SavedLabels;
import org.unstained.workflow.files.OutputFolder;

/**
 * Where the labels of an image are saved while a person works: a file of its own for each image in
 * the folder {@code labels} of the user's folder of Unstained, found again by the image's file, or
 * by title and size if it came from none. Each is an ROI set that ImageJ opens, too. Files are
 * written whole or not at all; what can't be read is moved aside, never overwritten.
 */
public final class LabelAutosave {
  private static final int NAME = 60;

  private final ImagePlus image;
  private final Path file;

  private LabelAutosave(ImagePlus image, Path file) {
    this.image = image;
    this.file = file;
  }

  /** For the labels of an image; nothing is written yet. */
  public static LabelAutosave of(ImagePlus image) {
    String title = image.getTitle().replaceAll("[^\\p{L}\\p{N}._ -]", "_").strip();
    if (title.length() > NAME) title = title.substring(0, NAME);
    Path folder = ModelLibrary.standardHome().resolve("labels");
    return new LabelAutosave(image, folder.resolve(title + "-" + hash(identity(image)) + ".zip"));
  }

  private static String identity(ImagePlus image) {
    FileInfo info = image.getOriginalFileInfo();
    String size =
        "|%d|%d|%d|%d|%d"
            .formatted(
                image.getWidth(),
                image.getHeight(),
                image.getNChannels(),
                image.getNSlices(),
                image.getNFrames());
    boolean ofFile =
        info != null && info.fileName != null && !info.fileName.isEmpty() && info.directory != null;
    return (ofFile ? Path.of(info.directory, info.fileName).toString() : "")
        + "|"
        + image.getTitle()
        + size;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** Where the labels of the image lie once they have been saved. */
  public Path file() {
    return file;
  }

  /**
   * What was saved, if anything was.
   *
   * @throws IOException if the file is damaged: it has another name then, which the message says
   */
  public Optional<SavedLabels> find() throws IOException {
    if (!Files.exists(file)) return Optional.empty();
    try {
      return Optional.of(SavedLabels.read(file, image));
    } catch (IOException | RuntimeException e) {
      Path aside = file.resolveSibling(file.getFileName() + ".damaged");
      Files.move(file, aside, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      throw new IOException(
          "Labels that were saved before can't be read (%s). The file is %s now; labelling starts with what the image shows."
              .formatted(e.getMessage(), aside),
          e);
    }
  }

  /**
   * Gives saved labels that nobody goes on with another name, with the time in it, so that new ones
   * don't take their place.
   */
  public void setAside(SavedLabels labels) throws IOException {
    String name = file.getFileName().toString().replaceFirst("[.]zip$", "");
    String time = labels.time().toString().replaceAll("[^0-9T]", "");
    Path aside = file.resolveSibling(name + "-" + time + ".zip");
    if (Files.exists(file) && !Files.exists(aside)) Files.move(file, aside);
  }

  /**
   * @throws IOException if it can't be written; an older file is then as it was
   */
  public void save(SavedLabels labels) throws IOException {
    OutputFolder.make(file.getParent());
    labels.write(file, image);
  }
}
