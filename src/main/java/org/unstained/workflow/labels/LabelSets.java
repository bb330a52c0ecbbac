package org.unstained.workflow.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.LabelFormat;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelReduction;
import org.unstained.annotation.LabelSet;
import org.unstained.annotation.VocFormat;

/** Labels that are compared or judged, whatever their format. */
public final class LabelSets {
  private LabelSets() {}

  /** Folders of VOC, and those that hold nothing we know, which are read as VOC. */
  public static boolean isVocFolder(Path path) throws IOException {
    if (Files.isRegularFile(path)) return false;
    if (!Files.isDirectory(path)) return true;
    return Labels.besideImages(path).filter(f -> !(f instanceof VocFormat)).isEmpty();
  }

  /** A file or folder in the format that it is in. */
  public static LabelSet read(Path path) throws IOException {
    String format = Labels.besideImages(path).map(LabelFormat::key).orElse(Labels.AUTO);
    return Labels.read(path, format, LabelOptions.DEFAULTS).set();
  }

  /** The same with a class for each cell: those that have none are called {@code cell}. */
  public static AnnotatedImage named(AnnotatedImage image) {
    return new AnnotatedImage(
        image.name(),
        image.width(),
        image.height(),
        image.boxes().stream()
            .map(box -> box.hasClass() ? box : box.as(LabelReduction.UNNAMED))
            .toList());
  }
}
