package org.unstained.overlay;

import ij.ImagePlus;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is saved of an image's cells, spoilt. */
public final class FuzzedOverlays {
  private FuzzedOverlays() {}

  /** The saved labels of an image with cells. */
  public static byte[] labels(ImagePlus image, Path file) throws IOException {
    List<LabelClass> classes =
        List.of(
            new LabelClass("Living Cell", 1, Color.GREEN), new LabelClass("Dead", 2, Color.RED));
    SavedLabels.of(image, classes).write(file, image);
    return Files.readAllBytes(file);
  }

  public static void readLabels(Path file, ImagePlus image) throws IOException {
    SavedLabels.read(file, image);
  }

  /** The copy of an image's overlay. */
  public static byte[] copy(ImagePlus image, Path file) throws IOException {
    OverlayFile.of(image).write(file);
    return Files.readAllBytes(file);
  }

  public static void readCopy(Path file, ImagePlus image) throws IOException {
    OverlayFile.read(file).putOn(image);
  }
}
