package org.unstained.workflow.labels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unstained.annotation.AnnotationFile;
import org.unstained.annotation.AnnotationWarning;
import org.unstained.annotation.LabelFormat;
import org.unstained.annotation.LabelFormat.Layout;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelSet;

/**
 * Labels of one format made into another.
 *
 * @param from what they were
 * @param to what they are
 * @param images how many were converted
 * @param objects how many cells
 * @param notes about what was left out, mended or can't be held, a sentence each
 */
public record LabelConversion(
    LabelFormat from, LabelFormat to, int images, int objects, List<String> notes) {

  /** So many notes of one kind are said in full. */
  private static final int MOST_NOTES = 20;

  /**
   * Converts a file or a folder.
   *
   * @param from key of its format, or {@link Labels#AUTO}
   * @param target a file or a folder, see {@link Labels#write}
   * @param to key of the format to write
   * @param images folder of the images, for names, sizes and crops; null if there is none at hand
   * @throws IOException if anything can't be read or written
   * @throws IllegalArgumentException if the format needs what isn't known
   */
  public static LabelConversion of(
      Path source, String from, Path target, String to, Path images, LabelOptions options)
      throws IOException {
    LabelFormat wanted = Labels.format(to);
    LabelImageFolder folder = images == null ? LabelImageFolder.NONE : LabelImageFolder.of(images);
    if (wanted.layout() == Layout.FOLDERS) {
      if (images == null)
        throw new IllegalArgumentException(
            "Crops are cut out of the images. Name the folder of the images.");
      wanted = new CropFolders(folder);
    }
    Labels.Found found = Labels.read(source, from, options);
    LabelSet set = folder.sized(found.set());
    List<String> notes = new ArrayList<>(shortened(set.allWarnings()));
    notes.addAll(Labels.write(target, set, wanted));
    return new LabelConversion(
        found.format(), wanted, set.files().size(), set.objects(), List.copyOf(notes));
  }

  /** In a large set each image may have its warning. */
  static List<String> shortened(List<AnnotationWarning> warnings) {
    List<String> notes =
        new ArrayList<>(
            warnings.stream().limit(MOST_NOTES).map(AnnotationWarning::toString).toList());
    if (warnings.size() > MOST_NOTES)
      notes.add("... and %d more notes like these".formatted(warnings.size() - MOST_NOTES));
    return notes;
  }

  /** How many cells each file holds, for a list. */
  public static List<String> summary(LabelSet set) {
    List<String> lines = new ArrayList<>();
    for (AnnotationFile file : set.files())
      lines.add(
          "%s: %d cells%s"
              .formatted(
                  file.image().name(),
                  file.image().boxes().size(),
                  file.image().hasSize()
                      ? ", %d x %d px".formatted(file.image().width(), file.image().height())
                      : ""));
    return lines;
  }
}
